// Command engine renders a chart with Helm's own loader, values check, template engine and linter: what "helm lint" and
// "helm template" do, without what else Helm can do, which takes minutes to compile.
//
//	engine CHART [NAME=VALUE ...]
package main

import (
	"fmt"
	"log"
	"os"
	"slices"

	"helm.sh/helm/v3/pkg/chart/loader"
	"helm.sh/helm/v3/pkg/chartutil"
	"helm.sh/helm/v3/pkg/engine"
	"helm.sh/helm/v3/pkg/lint"
	"helm.sh/helm/v3/pkg/lint/support"
	"helm.sh/helm/v3/pkg/strvals"
)

func main() {
	log.SetFlags(0)
	if err := render(os.Args[1], os.Args[2:]); err != nil {
		log.Fatal(err)
	}
}

func render(folder string, settings []string) error {
	values := map[string]interface{}{}
	for _, setting := range settings {
		if err := strvals.ParseInto(setting, values); err != nil {
			return err
		}
	}
	for _, message := range lint.All(folder, values, "default", true).Messages {
		if message.Severity > support.InfoSev {
			return message.Err
		}
	}
	chart, err := loader.Load(folder)
	if err != nil {
		return err
	}
	release := chartutil.ReleaseOptions{Name: "omni", Namespace: "default", IsInstall: true}
	all, err := chartutil.ToRenderValues(chart, values, release, nil)
	if err != nil {
		return err
	}
	files, err := engine.Render(chart, all)
	if err != nil {
		return err
	}
	names := make([]string, 0, len(files))
	for name := range files {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		fmt.Printf("---\n# %s\n%s\n", name, files[name])
	}
	return nil
}
