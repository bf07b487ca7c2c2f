//go:build desktop

// Command dragfile shows a small square at the upper left corner of the screen from which a file can be dragged, as from the
// file manager of a desktop: dragfile PATH. The window's test drops it onto the program; there is no other way to begin a drag
// of the system's own.
package main

/*
#cgo pkg-config: gtk+-3.0
#include <gtk/gtk.h>

static void give(GtkWidget *w, GdkDragContext *c, GtkSelectionData *data, guint info, guint time, gpointer uri) {
	gchar *uris[] = {uri, NULL};
	gtk_selection_data_set_uris(data, uris);
}

static void show(char *path) {
	gtk_init(NULL, NULL);
	GtkWidget *window = gtk_window_new(GTK_WINDOW_POPUP);
	gtk_window_set_title(GTK_WINDOW(window), "Drag a file");
	gtk_window_set_default_size(GTK_WINDOW(window), 40, 40);
	gtk_window_move(GTK_WINDOW(window), 0, 0);
	GtkWidget *box = gtk_event_box_new();
	gtk_container_add(GTK_CONTAINER(window), box);
	gtk_drag_source_set(box, GDK_BUTTON1_MASK, NULL, 0, GDK_ACTION_COPY);
	gtk_drag_source_add_uri_targets(box);
	g_signal_connect(box, "drag-data-get", G_CALLBACK(give), g_filename_to_uri(path, NULL, NULL));
	gtk_widget_show_all(window);
	gtk_main();
}
*/
import "C"

import (
	"os"
	"runtime"
)

func main() {
	runtime.LockOSThread()
	C.show(C.CString(os.Args[1]))
}
