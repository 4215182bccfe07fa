namespace IncidentBot.Investigation.Signals;

/// <summary>A value at a moment.</summary>
/// <param name="At">When, in UTC.</param>
/// <param name="Value">How much, in the series' unit; null where the source has no data or no number, which is not zero.</param>
public sealed record SignalPoint(DateTimeOffset At, double? Value);
