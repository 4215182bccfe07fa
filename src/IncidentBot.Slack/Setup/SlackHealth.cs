using System.Globalization;
using System.Text.Json.Nodes;
using IncidentBot.Delivery;
using IncidentBot.Operating;
using IncidentBot.Slack.Sockets;
using IncidentBot.Slack.WebApi;

namespace IncidentBot.Slack.Setup;

/// <summary>
/// The state of the connection to Slack, for <c>/health/details</c>: <c>slackToken</c> is <c>ok</c> as far as known,
/// Slack's error code, or <c>unknown</c>; <c>slackConnection</c> is how requests arrive, with numbers for Socket Mode. It fails when
/// Socket Mode is turned off at Slack.
/// </summary>
internal sealed class SlackHealth(SlackAccess access, SlackConnection connection)
{
    // What Slack says of a token that is no good: https://docs.slack.dev/reference/methods/auth.test
    private static readonly HashSet<string> TokenErrors = new(
        ["invalid_auth", "not_authed", "token_revoked", "token_expired", "account_inactive", "missing_scope", "not_allowed_token_type"],
        StringComparer.Ordinal);

    /// <summary>How it is now.</summary>
    /// <param name="heldUp">The rows that wait to be tried again; null: the store cannot be read.</param>
    public HealthPart Read(IReadOnlyList<HeldUp>? heldUp)
    {
        var fields = new JsonObject { ["slackToken"] = heldUp is null ? "unknown" : Token(heldUp), ["slackConnection"] = Connection() };
        return new HealthPart(fields, connection.Stopped is not null, [.. TokenWarnings(heldUp ?? []), .. ConnectionWarnings()]);
    }

    private string Token(IReadOnlyList<HeldUp> heldUp) =>
        access.Refused?.Code ?? heldUp.FirstOrDefault(held => TokenErrors.Contains(held.Error))?.Error
            ?? (access.MissingScopes.Count > 0 ? "missing_scope" : "ok");

    private JsonObject Connection() => connection.IsUsed
        ? new JsonObject
        {
            ["way"] = "sockets",
            ["up"] = connection.Up,
            ["wanted"] = connection.Wanted,
            ["reconnects"] = connection.Reconnects,
        }
        : new JsonObject { ["way"] = "http", ["up"] = null, ["wanted"] = null, ["reconnects"] = null };

    // What rows wait for is told with them.
    private IEnumerable<string> TokenWarnings(IReadOnlyList<HeldUp> heldUp)
    {
        if (access.Refused is { } refused && heldUp.All(held => held.Error != refused.Code)) yield return refused.Sentence;
        foreach (var (scope, method) in access.MissingScopes)
            yield return $"{method} was refused because the bot token lacks the scope {scope}. Add it to the app and reinstall it.";
    }

    private IEnumerable<string> ConnectionWarnings()
    {
        if (connection.Stopped is { } stopped)
            yield return stopped;
        else if (connection.Up < connection.Wanted)
        {
            var trouble = connection.Trouble is { } why ? " " + why : string.Empty;
            yield return Sentence($"{connection.Up} of {connection.Wanted} connections to Slack are up.{trouble}");
        }
    }

    private static string Sentence(FormattableString sentence) => sentence.ToString(CultureInfo.InvariantCulture);
}
