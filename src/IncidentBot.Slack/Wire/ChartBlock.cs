namespace IncidentBot.Slack.Wire;

/// <summary>A chart (https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block).</summary>
internal sealed record ChartBlock(string Title, LineChart Chart) : SlackBlock
{
    /// <summary>What Slack calls it.</summary>
    public const string Name = "data_visualization";
}

/// <summary>Lines over common categories.</summary>
internal sealed record LineChart(IReadOnlyList<ChartSeries> Series, ChartAxes AxisConfig)
{
    /// <summary>What kind of chart.</summary>
    public string Type { get; init; } = "line";
}

/// <summary>One line, with exactly one point for each category.</summary>
internal sealed record ChartSeries(string Name, IReadOnlyList<ChartPoint> Data);

/// <summary>A value of a category.</summary>
internal sealed record ChartPoint(string Label, double Value);

/// <summary>What stands at the axes.</summary>
internal sealed record ChartAxes(IReadOnlyList<string> Categories, string XLabel, string YLabel);
