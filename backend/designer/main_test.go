package designer_test

import (
	"fmt"
	"os"
	"strconv"
	"testing"

	"workflow-designer/backend/storage/miniotest"
)

func TestMain(m *testing.M) {
	if folder := os.Getenv(childFolder); folder != "" {
		err := runChildAct(folder, os.Getenv(childAct))
		if saves, numeric := strconv.Atoi(os.Getenv(childSaves)); numeric == nil {
			err = runChild(folder, saves)
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	miniotest.Main(m)
}
