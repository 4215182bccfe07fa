namespace IncidentBot.Host.Tests.Crash;

/// <summary>What goes over the wire between bot and platform.</summary>
internal enum Traffic
{
    /// <summary>A call of the bot.</summary>
    Call,

    /// <summary>A request to the bot.</summary>
    Delivery,
}

/// <summary>An instant at which the bot is killed: when the nth call or delivery of a script is under way.</summary>
/// <param name="Traffic">What is counted.</param>
/// <param name="Number">Which one; from 1.</param>
/// <param name="After">Whether it has taken effect already, and only its answer is missing.</param>
internal readonly record struct CrashPoint(Traffic Traffic, int Number, bool After)
{
    public override string ToString() => $"{(After ? "after" : "before")} {Traffic.ToString().ToLowerInvariant()} {Number}";
}

/// <summary>What a killed and restarted bot left otherwise than one that lived.</summary>
/// <param name="Point">Where it was killed.</param>
/// <param name="Lost">What is missing.</param>
/// <param name="Doubled">What is there too often, or should not be there.</param>
internal sealed record CrashResult(CrashPoint Point, IReadOnlyList<string> Lost, IReadOnlyList<string> Doubled)
{
    public bool IsClean => Lost.Count == 0 && Doubled.Count == 0;

    public override string ToString() =>
        string.Join('\n', new[] { $"Killed {Point}:" }.Concat(Lost.Select(l => "  lost: " + l)).Concat(Doubled.Select(d => "  doubled: " + d)));
}
