package words

import (
	"reflect"
	"sync"
)

// In gives a copy of an answer whose messages are said in a language. The answer itself, which others may hold, stays as it
// is; in English, and where there is no message in it, it is the answer itself that is given.
func In[A any](l Language, answer A) A {
	if l == English {
		return answer
	}
	said := answer
	say(l, reflect.ValueOf(&said).Elem())
	return said
}

var textType = reflect.TypeFor[Text]()

// say says what is in v, which may be changed itself; what it leads to, others may hold: that is copied first. What has no
// message is shared.
func say(l Language, v reflect.Value) {
	if !mayHold(v.Type()) {
		return
	}
	if v.Type() == textType {
		v.SetString(string(Literal(Text(v.String()).In(l))))
		return
	}
	copied := func(v reflect.Value) reflect.Value {
		to := reflect.New(v.Type()).Elem()
		to.Set(v)
		say(l, to)
		return to
	}
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			v.Set(copied(v.Elem()).Addr())
		}
	case reflect.Interface:
		if !v.IsNil() {
			v.Set(copied(v.Elem()))
		}
	case reflect.Slice:
		if v.IsNil() {
			return
		}
		to := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
		reflect.Copy(to, v)
		for i := range to.Len() {
			say(l, to.Index(i))
		}
		v.Set(to)
	case reflect.Array:
		for i := range v.Len() {
			say(l, v.Index(i))
		}
	case reflect.Map:
		if v.IsNil() {
			return
		}
		to := reflect.MakeMapWithSize(v.Type(), v.Len())
		for at := v.MapRange(); at.Next(); {
			to.SetMapIndex(at.Key(), copied(at.Value()))
		}
		v.Set(to)
	case reflect.Struct:
		for i := range v.NumField() {
			if inJSON(v.Type().Field(i)) {
				say(l, v.Field(i))
			}
		}
	default: // has no message, as mayHold knows
	}
}

// inJSON reports whether a field is one that others see: one with a capital, or a struct whose fields count as the outer's.
func inJSON(f reflect.StructField) bool {
	return f.IsExported() || f.Anonymous && f.Type.Kind() == reflect.Struct
}

var holders sync.Map // of whether a type may hold a message

func mayHold(t reflect.Type) bool {
	if known, found := holders.Load(t); found {
		return known == true
	}
	may := holds(t, map[reflect.Type]bool{})
	holders.Store(t, may)
	return may
}

func holds(t reflect.Type, seen map[reflect.Type]bool) bool {
	if t == textType {
		return true
	}
	if seen[t] {
		return false
	}
	seen[t] = true
	switch t.Kind() {
	case reflect.Interface:
		return true
	case reflect.Pointer, reflect.Slice, reflect.Array, reflect.Map:
		return holds(t.Elem(), seen)
	case reflect.Struct:
		for i := range t.NumField() {
			if f := t.Field(i); inJSON(f) && holds(f.Type, seen) {
				return true
			}
		}
	default:
	}
	return false
}
