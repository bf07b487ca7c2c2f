package simulate

// record is a list that only grows. Two of them share what they have in common, so that a run can go on in several ways
// without being copied.
type record[T any] struct {
	last  *line[T]
	count int
}

type line[T any] struct {
	value  T
	before *line[T]
}

func (r *record[T]) add(value T) { r.last, r.count = &line[T]{value, r.last}, r.count+1 }

// list is never nil.
func (r record[T]) list() []T {
	list := make([]T, r.count)
	for at, i := r.last, r.count-1; at != nil; at, i = at.before, i-1 {
		list[i] = at.value
	}
	return list
}
