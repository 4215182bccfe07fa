using System.Text.Json.Serialization;

namespace IncidentBot.Chat;

/// <summary>
/// Lines over time. A platform draws as much of them as it can, and says beside them what it left out; where it draws none,
/// <paramref name="Alt"/> stands in the chart's place. What matters is said in the card's words as well.
/// </summary>
/// <param name="Title">What is measured, of what; too long a title is cut visibly.</param>
/// <param name="Measure">What the values are, for the axis: "duration"; too long ones are cut visibly.</param>
/// <param name="Unit">What the values are measured in, such as "ms"; empty: they are plain numbers.</param>
/// <param name="Times">Oldest first, UTC; each line has one value for each.</param>
/// <param name="Lines">One or more; those for which a platform has no room are named.</param>
/// <param name="Alt">What the chart shows, for people who can't see it: some sentences in plain words.</param>
public sealed record Chart(
    string Title, string Measure, string Unit, IReadOnlyList<DateTimeOffset> Times, IReadOnlyList<ChartLine> Lines, string Alt) : CardPart
{
    /// <summary>What is kept where several points have to be drawn as one. Default: the highest.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public ChartPeak Keeps { get; init; }

    /// <summary>The same as a picture, for workspaces that don't show charts; null: there is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ChartPicture? Picture { get; init; }
}

/// <summary>One line of a <see cref="Chart"/>.</summary>
/// <param name="Name">What it is called in the legend; too long a name is cut visibly.</param>
/// <param name="Values">In the chart's unit; null where there is no data, which is not zero. What is no finite number becomes null.</param>
public sealed record ChartLine(string Name, IReadOnlyList<double?> Values)
{
    /// <summary>In the chart's unit; null where there is no data.</summary>
    public IReadOnlyList<double?> Values { get; init; } =
        [.. Values.Select(value => value is { } number && double.IsFinite(number) ? value : null)];
}

/// <summary>The picture of a chart; it is made only when it is sent.</summary>
/// <param name="FileName">With its extension.</param>
/// <param name="MadeBy">What makes it.</param>
public sealed record ChartPicture(string FileName, FileMadeBy MadeBy);

/// <summary>Which of several values stands for all of them.</summary>
public enum ChartPeak
{
    /// <summary>The highest: latency, errors, saturation.</summary>
    Highest,

    /// <summary>The lowest: traffic that went away.</summary>
    Lowest,
}
