package report

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
)

// Write puts a report into a folder, which it makes: report.json, figures.md (Markdown), and where there is data for them the plots
// shop-1.svg and shop-2.svg (times for one and two platforms), cost-packages.svg, cost-platforms.svg and cost-builds.svg.
func (r Report) Write(dir string) error {
	record, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return fmt.Errorf("writing the report as JSON: %w", err)
	}
	files := map[string]string{
		"report.json": string(record) + "\n", "figures.md": r.Markdown(),
		"shop-1.svg": r.timePlot(matrix{shop, 1}), "shop-2.svg": r.timePlot(matrix{shop, 2}),
	}
	for _, axis := range []string{"packages", "platforms", "builds"} {
		files["cost-"+axis+".svg"] = r.costPlot(axis)
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("making the report's folder: %w", err)
	}
	for name, text := range files {
		if err := write(filepath.Join(dir, name), text); err != nil {
			return fmt.Errorf("writing the report: %w", err)
		}
	}
	return nil
}

// write leaves no file of an earlier run where there is nothing to write.
func write(path, text string) error {
	if text != "" {
		return os.WriteFile(path, []byte(text), 0o644)
	}
	if err := os.Remove(path); err != nil && !os.IsNotExist(err) {
		return err
	}
	return nil
}

// Read reads the report.json that Write has left in a folder.
func Read(dir string) (Report, error) {
	var r Report
	text, err := os.ReadFile(filepath.Join(dir, "report.json"))
	if err != nil {
		return r, fmt.Errorf("reading the report: %w", err)
	}
	if err := json.Unmarshal(text, &r); err != nil {
		return r, fmt.Errorf("reading the report: %w", err)
	}
	return r, nil
}
