namespace IncidentBot.Tests;

/// <summary>Where the tests' clocks begin; they stand until a test moves them.</summary>
internal static class ManualTime
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public static FakeTimeProvider Clock() => new(Start);

    /// <summary>Moves a clock to an instant, unless it is past it.</summary>
    public static void AdvanceTo(this FakeTimeProvider time, DateTimeOffset instant)
    {
        if (instant > time.GetUtcNow()) time.SetUtcNow(instant);
    }
}
