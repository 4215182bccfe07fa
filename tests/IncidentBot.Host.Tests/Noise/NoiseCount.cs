using System.Globalization;
using IncidentBot.Routing;

namespace IncidentBot.Host.Tests.Noise;

/// <summary>What people in an incident's channel get to read of the bot.</summary>
internal sealed record NoiseCount
{
    /// <summary>What stands for a message that shows a file: somebody has exported the draft.</summary>
    public const string File = "INC-1/export/file";

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>Every message that was posted there, also what was deleted again.</summary>
    public required IReadOnlyList<NoiseRun.Post> Posts { get; init; }

    /// <summary>The lines that stand in the channel in the end.</summary>
    public required IReadOnlyList<NoiseRun.Line> Lines { get; init; }

    /// <summary>How many things people did that the bot tells the others.</summary>
    public required int Deeds { get; init; }

    /// <summary>How often a message was edited.</summary>
    public required int Edits { get; init; }

    /// <summary>How many answers only one person saw.</summary>
    public required int PrivateAnswers { get; init; }

    /// <summary>How many messages went into threads.</summary>
    public int Replies => Posts.Count(post => post.IsReply);

    /// <summary>The lines for things that people did.</summary>
    public IReadOnlyList<NoiseRun.Line> Told => [.. Lines.Where(line => MessageBudget.Find(line.Key) is { IsDeed: true })];

    /// <summary>The lines of the bot's own.</summary>
    public IReadOnlyList<NoiseRun.Line> Own => [.. Lines.Except(Told)];

    /// <summary>When somebody was reminded of an update.</summary>
    public IReadOnlyList<DateTimeOffset> Reminders =>
        [.. Posts.Where(post => post.Key.Contains("/reminder/", StringComparison.Ordinal)).Select(post => post.At)];

    /// <summary>What is above the budget, or said twice; empty: nothing is.</summary>
    public IReadOnlyList<string> Problems =>
        [
            .. Own.Count > MessageBudget.MostOwnLines
                ? [$"{Own.Count} lines of the bot's own, not {MessageBudget.MostOwnLines}: {string.Join(", ", Own.Select(line => line.Key))}."]
                : Array.Empty<string>(),
            .. Told.Count > Deeds ? [$"{Told.Count} lines for {Deeds} things that people did."] : Array.Empty<string>(),
            .. Posts.Where(post => MessageBudget.Find(post.Key) is null).Select(post => $"The message budget has no row for {post.Key}."),
            .. Lines.GroupBy(line => line.Words).Where(same => same.Count() > 1).Select(same => $"Said {same.Count()} times: {same.Key}"),
            .. Reminders.Where(from => Reminders.Count(at => at >= from && at < from + Day) > 8).Take(1).Select(from => $"More than 8 reminders within a day from {from:u}."),
        ];

    /// <summary>One line.</summary>
    public string Summary(string name) => string.Create(
        CultureInfo.InvariantCulture,
        $"{name}: {Lines.Count} lines, {Told.Count} for {Deeds} things that people did and {Own.Count} of the bot's own (at most {MessageBudget.MostOwnLines}); reminders posted {Reminders.Count}; {Edits} edits, {Replies} thread replies, {PrivateAnswers} private answers.");
}
