// Command icons draws an SVG in the sizes that Windows and macOS want: icons SVG FOLDER writes icon.ico, icon.icns and one
// icon-256.png. Nothing in them depends on the machine or the time.
package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/png"
	"io"
	"os"
	"path/filepath"

	"github.com/srwiley/oksvg"
	"github.com/srwiley/rasterx"
	"github.com/tc-hib/winres"
)

// icoSizes are those that the Explorer, the taskbar and the lists of programs ask for at 100 to 400 % scaling.
var icoSizes = []int{16, 20, 24, 32, 40, 48, 64, 96, 128, 256}

// icnsKinds are the pictures of an .icns: the plain ones and those for twice the pixels.
var icnsKinds = []struct {
	kind string
	size int
}{
	{"icp4", 16}, {"icp5", 32}, {"ic07", 128}, {"ic08", 256}, {"ic09", 512}, {"ic10", 1024},
	{"ic11", 32}, {"ic12", 64}, {"ic13", 256}, {"ic14", 512},
}

// macShare is how much of its square an icon fills on a Mac: 824 of 1024 points, says Apple's template.
const macShare = 824.0 / 1024

func main() {
	if len(os.Args) != 3 {
		_, _ = fmt.Fprintln(os.Stderr, "Name the SVG and the folder to write into.")
		os.Exit(2)
	}
	if err := write(os.Args[1], os.Args[2]); err != nil {
		_, _ = fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func write(svg, folder string) error {
	text, err := os.ReadFile(svg)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	files := []struct {
		name string
		make func(w io.WriteSeeker, svg []byte) error
	}{{"icon.ico", ico}, {"icon.icns", icns}, {"icon-256.png", picture}}
	for _, file := range files {
		f, err := os.Create(filepath.Join(folder, file.name))
		if err != nil {
			return err
		}
		err = file.make(f, text)
		if closed := f.Close(); err == nil {
			err = closed
		}
		if err != nil {
			return fmt.Errorf("%s: %w", file.name, err)
		}
	}
	return nil
}

func ico(w io.WriteSeeker, svg []byte) error {
	var pictures []image.Image
	for _, size := range icoSizes {
		drawn, err := draw(svg, size, 1)
		if err != nil {
			return err
		}
		pictures = append(pictures, drawn)
	}
	icon, err := winres.NewIconFromImages(pictures)
	if err != nil {
		return err
	}
	return icon.SaveICO(w)
}

func icns(w io.WriteSeeker, svg []byte) error {
	var body bytes.Buffer
	for _, entry := range icnsKinds {
		drawn, err := draw(svg, entry.size, macShare)
		if err != nil {
			return err
		}
		var text bytes.Buffer
		if err := png.Encode(&text, drawn); err != nil {
			return err
		}
		chunk(&body, entry.kind, text.Bytes())
	}
	var whole bytes.Buffer
	chunk(&whole, "icns", body.Bytes())
	_, err := w.Write(whole.Bytes())
	return err
}

// chunk writes four letters, the length with these eight bytes, and what belongs to it.
func chunk(to *bytes.Buffer, kind string, text []byte) {
	to.WriteString(kind)
	to.Write(binary.BigEndian.AppendUint32(nil, uint32(len(text)+8)))
	to.Write(text)
}

func picture(w io.WriteSeeker, svg []byte) error {
	drawn, err := draw(svg, 256, 1)
	if err != nil {
		return err
	}
	return png.Encode(w, drawn)
}

// draw makes a square with so many pixels a side, of which the icon fills a share in the middle.
func draw(svg []byte, size int, share float64) (image.Image, error) {
	icon, err := oksvg.ReadIconStream(bytes.NewReader(svg), oksvg.StrictErrorMode)
	if err != nil {
		return nil, err
	}
	side := float64(size) * share
	edge := (float64(size) - side) / 2
	icon.SetTarget(edge, edge, side, side)
	for i := range icon.SVGPaths { // the widths of lines are not scaled along
		icon.SVGPaths[i].LineWidth *= side / icon.ViewBox.W
	}
	square := image.NewRGBA(image.Rect(0, 0, size, size))
	icon.Draw(rasterx.NewDasher(size, size, rasterx.NewScannerGV(size, size, square, square.Bounds())), 1)
	return square, nil
}
