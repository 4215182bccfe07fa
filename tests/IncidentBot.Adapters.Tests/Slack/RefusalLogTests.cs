using IncidentBot.Receiving;
using IncidentBot.Slack.Receiving;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Adapters.Tests.Slack;

/// <summary>Strangers cannot fill the log.</summary>
public sealed class RefusalLogTests
{
    private readonly LogCapture log = new();
    private readonly FakeTimeProvider clock = ManualClock.At("2026-05-04T10:00:00Z");

    [Fact]
    public void A_thousand_refused_requests_are_a_line_and_a_number_a_minute()
    {
        using var logs = LoggerFactory.Create(logging => logging.AddProvider(log));
        var refusals = new RefusalLog(clock, logs.CreateLogger<RequestGate>());
        for (var n = 0; n < 1000; n++) refusals.NotVerified("/slack/events", SignatureResult.Missing);
        refusals.NotAwaited("/slack/events", RawBodyState.Late);
        Assert.Equal(2, Lines.Length);
        Assert.Contains("A request to /slack/events was refused: its signature is Missing", Lines[0], StringComparison.Ordinal);

        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Contains("999 more requests were refused within a minute: Missing", Assert.Single(Lines[2..]), StringComparison.Ordinal);

        refusals.NotVerified("/slack/events", SignatureResult.Missing);
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Contains("1 more requests were refused", Assert.Single(Lines[3..]), StringComparison.Ordinal);

        clock.Advance(TimeSpan.FromMinutes(5));
        refusals.NotVerified("/slack/commands", SignatureResult.Missing);
        Assert.Contains("A request to /slack/commands was refused", Assert.Single(Lines[4..]), StringComparison.Ordinal);
    }

    private string[] Lines => log.All.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
