using System.Globalization;

namespace IncidentBot.Adapters.Tests.Slack;

/// <summary>Clocks that stand still until a test moves them.</summary>
internal static class ManualClock
{
    public static FakeTimeProvider At(string instant) => new(DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture));
}
