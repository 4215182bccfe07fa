using System.Text.Json.Serialization;
using IncidentBot.Investigation.Signals.Shapes;

namespace IncidentBot.Investigation.Signals;

/// <summary>Why the signals of an incident were asked for.</summary>
internal enum SignalReason
{
    /// <summary>The incident was started, or what it is about has changed.</summary>
    Started,

    /// <summary>Somebody asked.</summary>
    Asked,

    /// <summary>The harm is said to have stopped, or was a few minutes ago: is it true?</summary>
    Mitigated,

    /// <summary>Service is said to be restored.</summary>
    Resolved,
}

/// <summary>One round of asking for an incident's signals: what was asked, when, and what came of it.</summary>
/// <param name="Number">Counts from 1 in its incident.</param>
/// <param name="Reason">Why it was asked.</param>
/// <param name="AskedAt">When; UTC.</param>
/// <param name="From">The first point; UTC.</param>
/// <param name="To">The last point; UTC.</param>
/// <param name="Found">What was found.</param>
internal sealed record SignalCheck(
    int Number, SignalReason Reason, DateTimeOffset AskedAt, DateTimeOffset From, DateTimeOffset To, FoundSignals Found)
{
    /// <summary>So much earlier the same is asked for, to know what is usual.</summary>
    public static readonly TimeSpan Baseline = TimeSpan.FromDays(7);

    /// <summary>All signals, service by service.</summary>
    public IEnumerable<(string Service, CheckedSignal Signal)> All =>
        Found.Services.SelectMany(one => one.Signals.Select(signal => (one.Service, signal)));
}

/// <summary>What a round of asking found.</summary>
/// <param name="ImpactStart">When the impact began, as far as was known then; UTC.</param>
/// <param name="Services">The services that were asked about.</param>
/// <param name="Problems">What could not be asked, a sentence each; empty: all was well.</param>
internal sealed record FoundSignals(
    DateTimeOffset ImpactStart, IReadOnlyList<CheckedService> Services, IReadOnlyList<string> Problems)
{
    /// <summary>The services that have queries and weren't asked about, because they are too many.</summary>
    public IReadOnlyList<string> LeftOut { get; init; } = [];

    /// <summary>What happened meanwhile, for the pictures; it is on record elsewhere, so it isn't kept with this.</summary>
    [JsonIgnore]
    public IReadOnlyList<SignalMark> Marks { get; init; } = [];
}

/// <summary>A service and its signals, in the order in which they are looked at.</summary>
/// <param name="Service">Its name in the catalogue.</param>
/// <param name="Signals">Its signals.</param>
internal sealed record CheckedService(string Service, IReadOnlyList<CheckedSignal> Signals);

/// <summary>One signal of a service: the query as it was asked, and what its numbers did.</summary>
/// <param name="Signal">Which of the four it is about.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Unit">What it is measured in.</param>
/// <param name="Source">The source that was asked.</param>
/// <param name="Query">The query, word for word.</param>
/// <param name="Shape">What it did; null: there was no answer.</param>
internal sealed record CheckedSignal(
    GoldenSignal Signal, string Name, SignalUnit Unit, string Source, string Query, SignalShape? Shape)
{
    /// <summary>The line of the answer that is told of, where it has several; null: it has one.</summary>
    public string? Line { get; init; }

    /// <summary>How many lines the answer has besides that.</summary>
    public int OtherLines { get; init; }

    /// <summary>Why there was no answer; null: there was one.</summary>
    public string? Problem { get; init; }

    /// <summary>What the source warned of, a sentence each.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>The line and that of a week before as they were read, for a picture; not kept. Null: read back from the record.</summary>
    [JsonIgnore]
    public (SignalSeries Now, SignalSeries? Before)? Read { get; init; }

    /// <summary>Values over the window, few enough for a chart in a message; empty: there are none.</summary>
    public IReadOnlyList<SignalPoint> Points { get; init; } = [];

    /// <summary>Values a week before, each at the time of the point that it is compared with; empty: there are none.</summary>
    public IReadOnlyList<SignalPoint> Usual { get; init; } = [];
}
