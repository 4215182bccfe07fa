namespace IncidentBot.Operating;

/// <summary>One part of what the doctor looks at; each adapter brings its own. Nothing is changed by it, and nothing is posted.</summary>
/// <param name="Area">What it is about, in a word or two, for when it does not end in time.</param>
/// <param name="RunAsync">Looks.</param>
public sealed record DoctorCheck(string Area, Func<CancellationToken, Task<IReadOnlyList<Finding>>> RunAsync);
