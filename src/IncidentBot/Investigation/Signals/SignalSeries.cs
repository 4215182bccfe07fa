namespace IncidentBot.Investigation.Signals;

/// <summary>One line of a signal over time, whichever system it was read from: "p99" or "5xx share".</summary>
/// <param name="Name">What the line is called, in a few words for people; from outside, so plain text that may hold anything.</param>
/// <param name="Unit">What its values are measured in.</param>
/// <param name="Points">Oldest first, at even steps.</param>
public sealed record SignalSeries(string Name, SignalUnit Unit, IReadOnlyList<SignalPoint> Points);
