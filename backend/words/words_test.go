package words_test

import (
	"encoding/json"
	"slices"
	"testing"

	"workflow-designer/backend/words"
)

func TestAMessageIsSaidInBothLanguages(t *testing.T) {
	cannot := words.F("Could not %s.", words.Text("read the version"))
	full := words.F("The disk that holds %s and %q is 100 %% full, at %.1f.", "a\x1f7:b", "c d", 1.25)
	for _, c := range []struct {
		text        words.Text
		english, id string
	}{
		{"", "", ""},
		{"The index is damaged.", "The index is damaged.", "Indeks rusak."},
		{words.F("There is no workflow %d.", 7), "There is no workflow 7.", "Tidak ada alur kerja 7."},
		{cannot, "Could not read the version.", "Tidak dapat membaca versi."},
		{full, "The disk that holds a\uFFFD7:b and \"c d\" is 100 % full, at 1.2.", "The disk that holds a\uFFFD7:b and \"c d\" is 100 % full, at 1.2."},
		{words.Literal("The index is damaged. 100 %d"), "The index is damaged. 100 %d", "The index is damaged. 100 %d"},
		{words.Literal("Indeks %s rusak."), "Indeks %s rusak.", "Indeks %s rusak."},
		{words.Join([]words.Text{"read tags", "delete", "tag versions"}, "%s, nor %s"), "read tags, nor delete, nor tag versions", "membaca tag, juga tidak boleh menghapus, juga tidak boleh memberi tag pada versi"},
		{words.F("Could not %s.", "read the version"), "Could not read the version.", "Tidak dapat read the version."},
		{words.Literal("The index is damaged."), "The index is damaged.", "The index is damaged."},
		{words.Join(nil, "%s, %s"), "", ""},
		{"broken\x1f99:x", "broken", "broken"},
		{words.Capital("the form"), "The form", "Formulir"},
		{words.Small("They"), "they", "mereka"},
		{words.F("%s added", words.Capital(words.F("step %s", "a"))), "Step a added", "Langkah a ditambahkan"},
		{words.Capital(""), "", ""},
		{words.Capital(words.Literal("the form")), "The form", "The form"},
		{words.F("There is no field %s.", "the form").Put(nil), "There is no field the form.", "Tidak ada kolom the form."},
		{words.Text("The condition is empty.").Put(map[words.Text]words.Text{"The condition is empty.": "The formula is empty."}), "The formula is empty.", "Rumus kosong."},
		{words.F("There is no field %s.", "a").Put(map[words.Text]words.Text{"There is no field %s.": "There is no function %s."}), "There is no function a.", "Tidak ada fungsi a."},
		{words.F("There is no field %s.", "a").Put(nil), "There is no field a.", "Tidak ada kolom a."},
	} {
		if got := c.text.String(); got != c.english {
			t.Errorf("in English it is %q, want %q", got, c.english)
		}
		if got := c.text.In(words.Indonesian); got != c.id {
			t.Errorf("in Indonesian it is %q, want %q", got, c.id)
		}
	}
}

func TestAMessageIsCutAtWhatGoesIntoIt(t *testing.T) {
	text := words.F("%s changed from %s to %s", words.Capital(words.F("field %s", "Days")), "1", words.Text("nothing"))
	for language, want := range map[words.Language][]string{
		words.English:    {"Field Days changed from ", "1", " to ", "nothing", ""},
		words.Indonesian: {"Kolom Days diubah dari ", "1", " menjadi ", "kosong (tidak ada)", ""},
	} {
		var got []string
		for _, piece := range words.Pieces(text, 1, 2) {
			got = append(got, piece.In(language))
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", language, got, want)
		}
	}
	begun := words.Pieces(words.Capital(words.F("step %s", "the form")), 0)
	if len(begun) != 3 || begun[0].In(words.Indonesian)+begun[1].In(words.Indonesian)+begun[2].In(words.Indonesian) != "Langkah the form" {
		t.Errorf("the pieces of a sentence's beginning are %q", begun)
	}
	if got := words.Pieces("The form"); len(got) != 1 || got[0].In(words.Indonesian) != "The form" {
		t.Errorf("without arguments it is %q", got)
	}
}

func TestAnAnswerIsSaidInALanguageAndStaysAsItWas(t *testing.T) {
	type row struct {
		Name    string     `json:"name"`
		Message words.Text `json:"message"`
		inner   int
	}
	type answer struct {
		row
		Rows  []row          `json:"rows"`
		One   *row           `json:"one"`
		None  *row           `json:"none"`
		Lists [1]words.Text  `json:"lists"`
		By    map[string]any `json:"by"`
	}
	damaged := words.Text("The index is damaged.")
	given := answer{
		row:  row{inner: 3, Message: words.F("There is no workflow %d.", 1)},
		Rows: []row{{Name: "The index is damaged.", Message: damaged}}, One: &row{Message: words.F("There is no workflow %d.", 2)},
		Lists: [1]words.Text{damaged}, By: map[string]any{"a": damaged, "b": nil, "c": 1},
	}
	asJSON := func(v any) string {
		text, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	english := `{"name":"","message":"There is no workflow 1.","rows":[{"name":"The index is damaged.","message":"The index is damaged."}],` +
		`"one":{"name":"","message":"There is no workflow 2."},"none":null,"lists":["The index is damaged."],` +
		`"by":{"a":"The index is damaged.","b":null,"c":1}}`
	indonesian := `{"name":"","message":"Tidak ada alur kerja 1.","rows":[{"name":"The index is damaged.","message":"Indeks rusak."}],` +
		`"one":{"name":"","message":"Tidak ada alur kerja 2."},"none":null,"lists":["Indeks rusak."],` +
		`"by":{"a":"Indeks rusak.","b":null,"c":1}}`
	if got := asJSON(words.In(words.Indonesian, given)); got != indonesian {
		t.Errorf("it is\n%s, want\n%s", got, indonesian)
	}
	if got := words.In(words.Indonesian, given); got.inner != 3 {
		t.Error("what is not exported was lost")
	}
	if got := asJSON(words.In(words.English, given)); got != english {
		t.Errorf("it is\n%s, want\n%s", got, english)
	}
	if got := asJSON(given); got != english {
		t.Errorf("the answer itself became\n%s", got)
	}
	if got := words.In[any](words.Indonesian, nil); got != nil {
		t.Errorf("nothing became %v", got)
	}
}

func TestTheLanguageThatIsAskedForMost(t *testing.T) {
	for header, want := range map[string]words.Language{
		"":                          words.English,
		"*":                         words.English,
		"id":                        words.Indonesian,
		"id-ID":                     words.Indonesian,
		"in":                        words.Indonesian,
		"de-DE,de;q=0.9":            words.English,
		"de, id;q=0.8, en;q=0.7":    words.Indonesian,
		"id;q=0.2, en;q=0.7":        words.English,
		"id;q=0":                    words.English,
		"en-US, id":                 words.English,
		"id;q=x, en":                words.English,
		"ideal":                     words.English,
		" ID-id ; q=1 , en ;q=0.1 ": words.Indonesian,
	} {
		if got := words.Accepted(header); got != want {
			t.Errorf("%q asks for %s, want %s", header, got, want)
		}
	}
}
