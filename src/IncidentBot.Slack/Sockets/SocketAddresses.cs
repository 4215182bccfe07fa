using IncidentBot.Slack.WebApi;
using IncidentBot.Slack.Wire;

namespace IncidentBot.Slack.Sockets;

/// <summary>Why a connection could not be opened.</summary>
/// <param name="Code">Slack's error code, or the bot's.</param>
/// <param name="Sentence">What to do, for an admin; no secrets.</param>
/// <param name="Wait">How long to wait before trying again; null if not known.</param>
internal sealed record NotOpened(string Code, string Sentence, TimeSpan? Wait = null);

/// <summary>Asks Slack for addresses to connect to; each works once and contains a ticket, so it is a secret.</summary>
internal sealed class SocketAddresses(SlackHttp http, SlackOptions options, SocketTimings timings) : IDisposable
{
    // Slack counts these calls tightly, so several connections do not ask at the same time.
    private readonly SemaphoreSlim asking = new(1, 1);

    /// <summary>An address or, if there is none, why.</summary>
    public async Task<(Uri? Address, NotOpened? Why)> AskAsync(CancellationToken cancellationToken)
    {
        await asking.WaitAsync(cancellationToken);
        try
        {
            var answer = await http.CallForAppAsync(SlackMethods.AppsConnectionsOpen, SlackJson.Wire.ConnectionAnswer, cancellationToken);
            return Uri.TryCreate(answer.Url, UriKind.Absolute, out var address) && IsAllowed(address)
                ? (address, null)
                : (null, new NotOpened("no_address", "Slack's answer to apps.connections.open contains no address that can be trusted."));
        }
        catch (SlackException refused)
        {
            return (null, Explain(refused.Error));
        }
        finally
        {
            asking.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => asking.Dispose();

    // Unencrypted only where the Web API is unencrypted as well: the local Slack.
    private bool IsAllowed(Uri address) =>
        address.Scheme == Uri.UriSchemeWss || (address.Scheme == Uri.UriSchemeWs && options.ApiAddress().Scheme == Uri.UriSchemeHttp);

    private NotOpened Explain(SlackError error) => error.Code switch
    {
        "missing_scope" or "no_permission" or "access_denied" => Refused(
            error.Code,
            $"The app-level token may not open connections ({error.Code}). Make one with the scope connections:write under Basic "
                + "Information, App-Level Tokens, and set Slack:AppToken to it."),
        "not_allowed_token_type" => Refused(
            error.Code,
            "Slack:AppToken is another kind of token; the app-level token begins with xapp-. "
                + "It is under Basic Information, App-Level Tokens."),
        _ when SlackAccess.IsRefusal(error.Code) => Refused(
            error.Code,
            $"Slack does not accept the app-level token ({error.Code}). Make a new one under Basic Information, App-Level Tokens, and "
                + "set Slack:AppToken to it."),
        _ when error.Kind == SlackErrorKind.Refused && !error.Code.StartsWith("http_", StringComparison.Ordinal) =>
            Refused(error.Code, $"{SlackSentences.For(error)} Check that Socket Mode is turned on in the app's settings."),
        _ => new NotOpened(error.Code, SlackSentences.For(error), error.RetryAfter),
    };

    private NotOpened Refused(string code, string sentence) => new(code, sentence, timings.LongestPause);
}
