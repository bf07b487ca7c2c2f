package offline

import (
	"math"
	"strconv"
	"strings"
	"unicode"
)

// amount is a number as it is written in a description.
type amount struct {
	value    float64
	currency string // its code; empty when none is given
	percent  bool
}

// readNumber reads digits with their separators and what is written close behind them: k, m, %.
func readNumber(text string, i int) token {
	end := i
	for end < len(text) {
		c := text[end]
		separator := c == ',' || c == '.' || c == '\'' || c == '_'
		if !isDigit(c) && (!separator || end+1 >= len(text) || !isDigit(text[end+1])) {
			break
		}
		end++
	}
	value := parseNumber(text[i:end])
	t := token{kind: number, from: i, to: end}
	letters := end
	for letters < len(text) && unicode.IsLetter(rune(text[letters])) && letters-end < 12 {
		letters++
	}
	if factor, ok := factors[strings.ToLower(text[end:letters])]; ok && letters > end {
		value *= factor
		t.to = letters
	} else if letters > end { // 3rd, 2x, 1h: the word belongs to the number, and is no amount
		if low := strings.ToLower(text[end:letters]); low != "st" && low != "nd" && low != "rd" && low != "th" {
			t.amount.value, t.low = value, text[i:end]
			return t
		}
		t.kind, t.to = word, letters
	}
	if t.to < len(text) && text[t.to] == '%' {
		t.amount.percent = true
		t.to++
	}
	t.amount.value = value
	t.low = strings.ToLower(text[i:t.to])
	return t
}

// joinThousands makes one number of those with spaces between their thousands: 20 000.
func joinThousands(text string, all []token) []token {
	out := all[:0:0]
	for i, t := range all {
		if n := len(out); i > 0 && n > 0 && t.kind == number && out[n-1].kind == number && t.from-out[n-1].to == 1 && text[out[n-1].to] == ' ' &&
			len(t.low) >= 3 && isThousand(text[t.from:]) && out[n-1].amount.value < 1000*1000 && isWhole(out[n-1].low) && t.amount.currency == "" {
			out[n-1].amount.value = out[n-1].amount.value*1000 + t.amount.value
			out[n-1].amount.percent = t.amount.percent
			out[n-1].to = t.to
			continue
		}
		out = append(out, t)
	}
	return out
}

// isThousand tells whether a text begins with just three digits.
func isThousand(text string) bool {
	const digits = 3
	for i := range digits {
		if i >= len(text) || !isDigit(text[i]) {
			return false
		}
	}
	return len(text) == digits || !isDigit(text[digits])
}

// isWhole tells whether a number is written in one to three digits.
func isWhole(low string) bool {
	const digits = 3
	for i := range len(low) {
		if !isDigit(low[i]) {
			return false
		}
	}
	return low != "" && len(low) <= digits
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// parseNumber reads 5000, 5,000, 5.000, 5'000, 1.5, 1,234.50 and 1.234,50: three digits behind a separator are thousands,
// unless the number begins with 0.
func parseNumber(text string) float64 {
	text = strings.NewReplacer("'", "", "_", "").Replace(text)
	last := strings.LastIndexAny(text, ".,")
	whole, part := text, ""
	if last >= 0 && (len(text)-last-1 != 3 || text[0] == '0') {
		whole, part = text[:last], text[last+1:]
	}
	whole = strings.NewReplacer(",", "", ".", "").Replace(whole)
	const most = 15
	if len(whole) > most {
		whole = whole[:most]
	}
	value, err := strconv.ParseFloat(whole+"."+part+"0", 64)
	if err != nil {
		return 0
	}
	return value
}

var factors = map[string]float64{
	"k": 1e3, "thousand": 1e3, "m": 1e6, "mn": 1e6, "mio": 1e6, "million": 1e6, "millions": 1e6, "bn": 1e9, "billion": 1e9,
}

var currencyMarks = map[string]string{
	"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₩": "KRW", "₫": "VND", "₱": "PHP", "₽": "RUB",
	"₺": "TRY", "₪": "ILS", "฿": "THB", "₦": "NGN", "R$": "BRL", "A$": "AUD", "AU$": "AUD", "C$": "CAD", "CA$": "CAD", "S$": "SGD", "US$": "USD", "HK$": "HKD",
	"NZ$": "NZD",
}

// currencyPrefix is the sign of a currency with letters in front of it, R$ or A$; empty when there is none.
func currencyPrefix(text string) string {
	for _, prefix := range []string{"R$", "A$", "C$", "S$", "US$", "HK$", "NZ$", "AU$", "CA$"} {
		if strings.HasPrefix(text, prefix) {
			return prefix
		}
	}
	return ""
}

var currencyWords = map[string]string{
	"usd": "USD", "dollar": "USD", "dollars": "USD", "eur": "EUR", "euro": "EUR", "euros": "EUR", "gbp": "GBP", "pounds": "GBP",
	"chf": "CHF", "francs": "CHF", "jpy": "JPY", "yen": "JPY", "inr": "INR", "rupees": "INR", "idr": "IDR", "rp": "IDR",
	"rupiah": "IDR", "sgd": "SGD", "aud": "AUD", "cad": "CAD", "nzd": "NZD", "cny": "CNY", "yuan": "CNY", "sek": "SEK",
	"nok": "NOK", "dkk": "DKK", "pln": "PLN", "zar": "ZAR", "brl": "BRL", "mxn": "MXN", "aed": "AED", "myr": "MYR", "hkd": "HKD", "krw": "KRW", "won": "KRW",
	"vnd": "VND", "php": "PHP", "thb": "THB", "baht": "THB", "czk": "CZK", "huf": "HUF", "try": "TRY", "lira": "TRY", "rub": "RUB", "ils": "ILS", "ngn": "NGN",
	"naira": "NGN", "kes": "KES", "egp": "EGP", "sar": "SAR", "qar": "QAR", "rm": "MYR", "zloty": "PLN", "kr": "SEK", "pesos": "MXN", "reais": "BRL", "rand": "ZAR",
	"ringgit": "MYR", "dirhams": "AED", "cop": "COP", "ars": "ARS", "clp": "CLP", "twd": "TWD", "ron": "RON", "bgn": "BGN", "uah": "UAH", "pkr": "PKR", "bdt": "BDT",
	"lkr": "LKR", "sgd$": "SGD", "hufs": "HUF",
}

func currencyOf(t token) string {
	if t.kind == mark {
		return currencyMarks[t.low]
	}
	return currencyWords[t.low]
}

// joinAmounts makes one token of an amount and what stands around it: $ 500, USD 5,000, 1.5 million euros, 10 percent.
func joinAmounts(all []token) []token {
	out := all[:0]
	for i := 0; i < len(all); i++ {
		t := all[i]
		if c := currencyOf(t); c != "" && i+1 < len(all) && all[i+1].kind == number && all[i+1].amount.currency == "" {
			next := all[i+1]
			next.from, next.glued, next.amount.currency = t.from, t.glued, c
			t = next
			i++
		}
		if t.kind == number {
			for i+1 < len(all) {
				next := all[i+1]
				factor, scaled := factors[next.low]
				c := currencyOf(next)
				switch {
				case scaled && next.kind == word:
					t.amount.value *= factor
				case c != "" && t.amount.currency == "" && (next.kind == word || next.glued) && (next.kind != mark || i+2 >= len(all) || all[i+2].kind != number):
					t.amount.currency = c
				case next.is("percent", "%", "pct"):
					t.amount.percent = true
				default:
					c = "-"
				}
				if c == "-" {
					break
				}
				t.to = next.to
				i++
			}
		}
		out = append(out, t)
	}
	return out
}

var counts = map[string]int{
	"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
	"twelve": 12, "both": 2, "a": 1, "an": 1, "single": 1,
}

// countOf reads how many people are meant, from 1 to 20; 0 for what is no such number.
func countOf(t token) int {
	const most = 20
	if t.kind == number && t.amount.currency == "" && !t.amount.percent && t.amount.value == math.Trunc(t.amount.value) && t.amount.value <= most {
		return int(t.amount.value)
	}
	return counts[t.low]
}
