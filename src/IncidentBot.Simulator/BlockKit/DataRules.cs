using System.Text.Json.Nodes;

namespace IncidentBot.Simulator.BlockKit;

/// <summary>
/// The rules for table, data_table and data_visualization (docs.slack.dev/reference/block-kit/blocks/table-block, .../data-table-block,
/// .../data-visualization-block).
/// </summary>
internal static class DataRules
{
    private const int MostColumns = 20;

    // The cells of one table together.
    private const int TableBudget = 10_000;

    private const int MostSeries = 6;
    private const int MostPoints = 20;
    private const int Label = 20;

    public static void Table(Findings findings, JsonObject table, string pointer)
    {
        findings.Only(table, pointer, "type", "block_id", "rows", "column_settings");
        Rows(findings, table, pointer, least: 1, most: 100, isData: false);
        var settings = findings.List(table, pointer, "column_settings", MostColumns, min: 0);
        for (var i = 0; i < (settings?.Count ?? 0); i++)
        {
            // A column may be left out by null.
            if (settings![i] is null) continue;
            var at = $"{pointer}/column_settings/{i}";
            if (settings[i] is not JsonObject setting)
            {
                findings.Add(at, "must be an object");
                continue;
            }
            findings.Only(setting, at, "align", "is_wrapped");
            findings.OneOf(setting, at, "align", "left", "center", "right");
            findings.Flag(setting, at, "is_wrapped");
        }
    }

    public static void DataTable(Findings findings, JsonObject table, string pointer)
    {
        findings.Only(table, pointer, "type", "block_id", "rows", "caption", "page_size", "row_header_column_index");
        findings.Text(table, pointer, "caption", 3000, required: true);
        findings.Number(table, pointer, "page_size", 1, 100);
        Rows(findings, table, pointer, least: 2, most: 101, isData: true);
        var widest = (table["rows"] as JsonArray)?.OfType<JsonArray>().Select(row => row.Count).DefaultIfEmpty(MostColumns).Max();
        findings.Number(table, pointer, "row_header_column_index", 0, (widest ?? MostColumns) - 1);
    }

    public static void Chart(Findings findings, JsonObject block, string pointer)
    {
        findings.Only(block, pointer, "type", "block_id", "title", "chart");
        findings.Text(block, pointer, "title", 50, required: true);
        if (findings.Object(block, pointer, "chart", required: true) is not { } chart) return;
        var at = $"{pointer}/chart";
        switch (findings.Text(chart, at, "type", 20, required: true))
        {
            case null: break;
            case "pie":
                findings.Only(chart, at, "type", "segments");
                Each(findings, chart, at, "segments", MostSeries, (segment, place) => Segment(findings, segment, place));
                break;
            case "line" or "bar" or "area": Series(findings, chart, at); break;
            case var other: findings.AddChoice($"{at}/type", other, "line", "bar", "area", "pie"); break;
        }
    }

    private static void Rows(Findings findings, JsonObject table, string pointer, int least, int most, bool isData)
    {
        var rows = findings.List(table, pointer, "rows", most, required: true, min: least);
        var width = (rows?.FirstOrDefault() as JsonArray)?.Count;
        for (var i = 0; i < (rows?.Count ?? 0); i++)
        {
            var at = $"{pointer}/rows/{i}";
            if (rows![i] is not JsonArray row)
            {
                findings.Add(at, "must be an array");
                continue;
            }
            if (row.Count > MostColumns) findings.Add(at, $"no more than {MostColumns} items allowed");
            if (row.Count == 0) findings.Add(at, "no less than 1 items allowed");
            if (isData && row.Count != width) findings.Add(at, "all rows must have the same number of cells");
            for (var column = 0; column < row.Count; column++)
                Cell(findings, row[column], $"{at}/{column}", isData, isHeader: isData && i == 0);
        }
        if (Texts.Length(table["rows"]) > TableBudget)
            findings.Add($"{pointer}/rows", $"must be less than {TableBudget + 1} characters in all cells");
    }

    private static void Cell(Findings findings, JsonNode? node, string pointer, bool isData, bool isHeader)
    {
        if (node is not JsonObject cell)
        {
            findings.Add(pointer, "must be an object");
            return;
        }
        switch (findings.Text(cell, pointer, "type", 50, required: true))
        {
            case null: break;
            case "raw_text":
                findings.Only(cell, pointer, "type", "text");
                findings.Text(cell, pointer, "text", TableBudget, required: true, min: isData ? 1 : 0);
                break;
            case "raw_number":
                findings.Only(cell, pointer, "type", "value", "text");
                findings.Number(cell, pointer, "value", double.MinValue, double.MaxValue, required: true, whole: false);
                findings.Text(cell, pointer, "text", TableBudget);
                break;
            case "rich_text" when !isHeader: RichTextRules.Block(findings, cell, pointer); break;
            case var other:
                findings.AddType(pointer, other, isHeader ? ["raw_text", "raw_number"] : ["raw_text", "raw_number", "rich_text"]);
                break;
        }
    }

    private static void Segment(Findings findings, JsonObject segment, string pointer)
    {
        findings.Only(segment, pointer, "label", "value");
        findings.Text(segment, pointer, "label", Label, required: true);
        if (findings.Number(segment, pointer, "value", double.MinValue, double.MaxValue, required: true, whole: false) is <= 0)
            findings.Add($"{pointer}/value", "must be greater than 0");
    }

    private static void Series(Findings findings, JsonObject chart, string pointer)
    {
        findings.Only(chart, pointer, "type", "series", "axis_config");
        var categories = new List<string>();
        if (findings.Object(chart, pointer, "axis_config", required: true) is { } axes)
            categories = Categories(findings, axes, $"{pointer}/axis_config");
        var names = new HashSet<string>(StringComparer.Ordinal);
        Each(findings, chart, pointer, "series", MostSeries, (series, at) =>
        {
            findings.Only(series, at, "name", "data");
            if (findings.Text(series, at, "name", Label, required: true) is { } name && !names.Add(name))
                findings.Add($"{at}/name", $"duplicate series name: {name}");
            var labels = new List<string>();
            Each(findings, series, at, "data", MostPoints, (point, place) =>
            {
                findings.Only(point, place, "label", "value");
                if (findings.Text(point, place, "label", Label, required: true) is { } label) labels.Add(label);
                findings.Number(point, place, "value", double.MinValue, double.MaxValue, required: true, whole: false);
            });
            // One value for each category, and none for another.
            if (!labels.Order(StringComparer.Ordinal).SequenceEqual(categories.Order(StringComparer.Ordinal), StringComparer.Ordinal))
                findings.Add($"{at}/data", "must have exactly one data point for each of axis_config.categories");
        });
    }

    private static List<string> Categories(Findings findings, JsonObject axes, string pointer)
    {
        findings.Only(axes, pointer, "categories", "x_label", "y_label");
        findings.Text(axes, pointer, "x_label", 50);
        findings.Text(axes, pointer, "y_label", 50);
        var categories = new List<string>();
        foreach (var (place, category) in (findings.List(axes, pointer, "categories", MostPoints, required: true) ?? []).Index())
        {
            if (category is not JsonValue value || !value.TryGetValue<string>(out var name) || name.Length is 0 or > Label)
                findings.Add($"{pointer}/categories/{place}", $"must be a string of 1 to {Label} characters");
            else categories.Add(name);
        }
        return categories;
    }

    private static void Each(Findings findings, JsonObject owner, string pointer, string name, int most, Action<JsonObject, string> check)
    {
        foreach (var (place, item) in (findings.List(owner, pointer, name, most, required: true) ?? []).Index())
        {
            if (item is JsonObject one) check(one, $"{pointer}/{name}/{place}");
            else findings.Add($"{pointer}/{name}/{place}", "must be an object");
        }
    }
}
