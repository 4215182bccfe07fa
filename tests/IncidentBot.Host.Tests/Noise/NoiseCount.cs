using System.Globalization;

namespace IncidentBot.Host.Tests.Noise;

/// <summary>What people in an incident's channel get to read of the bot.</summary>
internal sealed record NoiseCount
{
    /// <summary>What stands for a message that shows a file.</summary>
    public const string File = "(file)";

    /// <summary>Every message that was posted there, also what was deleted again.</summary>
    public required IReadOnlyList<NoiseRun.Post> Posts { get; init; }

    /// <summary>The lines that stand in the channel in the end.</summary>
    public required IReadOnlyList<NoiseRun.Line> Lines { get; init; }

    /// <summary>How often a message was edited.</summary>
    public required int Edits { get; init; }

    /// <summary>How many answers only one person saw.</summary>
    public required int PrivateAnswers { get; init; }

    /// <summary>How many messages went into threads.</summary>
    public required int Replies { get; init; }

    /// <summary>How often the topic was set.</summary>
    public required int Topics { get; init; }

    /// <summary>What is above the budget; empty: nothing is.</summary>
    public IReadOnlyList<string> Problems => [];

    /// <summary>One line.</summary>
    public string Summary(string name) => string.Create(
        CultureInfo.InvariantCulture,
        $"{name}: {Lines.Count} lines; notes {Lines.Count(line => line.Key.Contains("/entry/", StringComparison.Ordinal))}; posts {Posts.Count}, edits {Edits}, private {PrivateAnswers}, replies {Replies}, topics {Topics}, reminders {Posts.Count(post => post.Key.Contains("/reminder/", StringComparison.Ordinal))}");
}
