package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
)

// TestNoPatternAtStart checks that no variable of a package holds a regular
// expression: it would be compiled at each start, whether it is used or not. What
// a function returns, such as that of sync.OnceValue, is compiled on first use.
func TestNoPatternAtStart(t *testing.T) {
	err := filepath.WalkDir("../..", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		if dir := filepath.Base(filepath.Dir(path)); strings.HasSuffix(dir, "test") { // helpers of tests are not in the program
			return nil
		}
		files := token.NewFileSet()
		f, err := parser.ParseFile(files, path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		for _, d := range f.Decls {
			if _, ok := d.(*ast.GenDecl); ok {
				for _, at := range patterns(d) {
					t.Errorf("%s: compiled at each start", files.Position(at))
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// patterns returns where regular expressions are compiled outside functions.
func patterns(in ast.Node) (at []token.Pos) {
	ast.Inspect(in, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.SelectorExpr:
			if of, ok := n.X.(*ast.Ident); ok && of.Name == "regexp" && strings.HasPrefix(n.Sel.Name, "MustCompile") {
				at = append(at, n.Pos())
			}
		}
		return true
	})
	return at
}
