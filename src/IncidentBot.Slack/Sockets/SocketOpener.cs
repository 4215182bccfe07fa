using System.Net.WebSockets;
using IncidentBot.Slack.WebApi;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Slack.Sockets;

/// <summary>Why no connection came about.</summary>
/// <param name="Code">Slack's word, or the bot's.</param>
/// <param name="Sentence">What to do, for an admin; no secrets.</param>
/// <param name="Wait">How long it is useless to try again; null: not said.</param>
internal sealed record NotOpened(string Code, string Sentence, TimeSpan? Wait = null);

/// <summary>Opens connections: asks Slack for an address, which is good once and holds a ticket, connects, and waits for the hello.</summary>
internal sealed class SocketOpener(SlackHttp http, SlackOptions options, EnvelopeReceiver receiver, SocketTimings timings, ILogger<SocketOpener> log) : IDisposable
{
    // Slack counts these calls tightly, so several connections do not ask at the same time.
    private readonly SemaphoreSlim asking = new(1, 1);

    /// <summary>Opens one.</summary>
    /// <returns>The session or, if there is none, why.</returns>
    public async Task<(SocketSession? Session, NotOpened? Why)> OpenAsync(CancellationToken cancellationToken)
    {
        var (address, refused) = await AskAsync(cancellationToken);
        if (address is null) return (null, refused);
        var (socket, failed) = await ConnectAsync(address, cancellationToken);
        if (socket is null) return (null, failed);

        var session = new SocketSession(socket, receiver, timings, log);
        await Task.WhenAny(session.Hello, session.Ended, Task.Delay(timings.Hello, timings.Clock, cancellationToken));
        if (session.Hello.IsCompleted) return (session, null);

        await session.DisposeAsync();
        cancellationToken.ThrowIfCancellationRequested();
        return (null, new NotOpened("no_hello", "Slack took the connection but did not say hello on it."));
    }

    /// <inheritdoc/>
    public void Dispose() => asking.Dispose();

    /// <summary>An address to connect to; it is a secret.</summary>
    internal async Task<(Uri? Address, NotOpened? Why)> AskAsync(CancellationToken cancellationToken)
    {
        await asking.WaitAsync(cancellationToken);
        try
        {
            var answer = await http.CallForAppAsync(SlackMethods.AppsConnectionsOpen, SlackJson.Wire.ConnectionAnswer, cancellationToken);
            return Uri.TryCreate(answer.Url, UriKind.Absolute, out var address) && IsAllowed(address)
                ? (address, null)
                : (null, new NotOpened("no_address", "Slack's answer to apps.connections.open holds no address that can be trusted."));
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

    // Unencrypted only where the Web API is unencrypted as well: the local Slack.
    private bool IsAllowed(Uri address) => address.Scheme == Uri.UriSchemeWss || (address.Scheme == Uri.UriSchemeWs && options.ApiAddress().Scheme == Uri.UriSchemeHttp);

    private async Task<(WebSocket? Socket, NotOpened? Why)> ConnectAsync(Uri address, CancellationToken cancellationToken)
    {
        var socket = new ClientWebSocket();
        // Whatever Slack sends resets it; a ping without an answer cancels the socket.
        socket.Options.KeepAliveInterval = timings.PingAfter;
        socket.Options.KeepAliveTimeout = timings.Pong;
        using var patience = new CancellationTokenSource(timings.Hello, timings.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            await socket.ConnectAsync(address, either.Token);
            return (socket, null);
        }
        catch (Exception failed) when (failed is WebSocketException || (failed is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            socket.Dispose();
            return (null, new NotOpened("not_connected", $"{address.Host} cannot be reached over a WebSocket. Check the network, and that a proxy lets WebSockets through."));
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private NotOpened Explain(SlackError error) => error.Code switch
    {
        "missing_scope" or "no_permission" or "access_denied" => Refused(
            error.Code, $"The app-level token may not open connections ({error.Code}). Make one with the scope connections:write under Basic Information, App-Level Tokens, and set Slack:AppToken to it."),
        "not_allowed_token_type" => Refused(
            error.Code, "Slack:AppToken is a token of another kind; the app-level token begins with xapp-. It is under Basic Information, App-Level Tokens."),
        _ when SlackAccess.IsRefusal(error.Code) => Refused(
            error.Code, $"Slack does not accept the app-level token ({error.Code}). Make a new one under Basic Information, App-Level Tokens, and set Slack:AppToken to it."),
        _ when error.Kind == SlackErrorKind.Refused => Refused(error.Code, $"{SlackSentences.For(error)} See that Socket Mode is turned on in the app's settings."),
        _ => new NotOpened(error.Code, SlackSentences.For(error), error.RetryAfter),
    };

    private NotOpened Refused(string code, string sentence) => new(code, sentence, timings.LongestPause);
}
