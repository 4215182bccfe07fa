using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using IncidentBot.GitHub.Setup;
using IncidentBot.Receiving;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Octokit.Webhooks;

namespace IncidentBot.GitHub.Webhooks;

/// <summary>
/// Every webhook passes through here: its signature's header is looked at, then the raw bytes are read within limits, then verified. Bodies
/// that are still arriving share a bound; beyond it the one that has not progressed for the longest time gives way.
/// </summary>
internal sealed partial class WebhookGate(GitHubOptions options, WebhookRefusals refusals) : IDisposable
{
    /// <summary>
    /// The largest body that is read, in bytes; GitHub sends none larger (docs.github.com/webhooks/webhook-events-and-payloads).
    /// </summary>
    public const int Limit = 25 * 1024 * 1024;

    /// <summary>How long a body may take in all; GitHub itself waits as long (docs.github.com/webhooks, best practices).</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    // One of the largest, and room for many of the usual ones beside it.
    private const long Share = 32 * 1024 * 1024;
    private const int Large = 1024 * 1024;

    // The web server also counts what stands around the chunks of a body.
    private const int Framing = Limit / 8;
    private static readonly TimeSpan LongestTurn = TimeSpan.FromSeconds(5);

    private readonly RawBodies bodies = new(new UnverifiedBytes(Share), Limit, Patience);
    private readonly SemaphoreSlim large = new(1);

    /// <summary>The bytes that GitHub signed, or the status of the refusal; neither: the connection is to be closed.</summary>
    public async Task<(byte[]? Body, int? Refusal)> ReadAsync(HttpContext context)
    {
        if (context.Request.Headers["X-Hub-Signature-256"] is not [{ } signature])
            return Refused(context, WebhookRefusal.NoSignature, StatusCodes.Status401Unauthorized);
        if (!Signature().IsMatch(signature))
            return Refused(context, WebhookRefusal.MalformedSignature, StatusCodes.Status401Unauthorized);

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = Limit + Framing;
        var body = await bodies.ReadAsync(context.Request.BodyReader, context.Request.ContentLength, context.RequestAborted);
        if (body.State == RawBodyState.TooLarge)
            return Refused(context, WebhookRefusal.TooLarge, StatusCodes.Status413PayloadTooLarge);
        if (body.State != RawBodyState.Read)
            return Refused(context, body.State == RawBodyState.Late ? WebhookRefusal.Late : WebhookRefusal.Crowded, status: null);
        if (IsSigned(signature, options.WebhookSecretOrNull, body.Bytes))
            return (body.Bytes, null);

        refusals.Refused(WebhookRefusal.WrongSignature);
        return (null, StatusCodes.Status401Unauthorized);
    }

    /// <summary>A turn to read a verified body; those of more than 1 MiB are read one at a time. Null: it didn't come in time.</summary>
    public async Task<IDisposable?> EnterAsync(int length, CancellationToken cancellationToken)
    {
        if (length <= Large)
            return new Turn(null);

        return await large.WaitAsync(LongestTurn, cancellationToken) ? new Turn(large) : null;
    }

    /// <inheritdoc/>
    public void Dispose() => large.Dispose();

    // Not inlined, so that the library is loaded with the first webhook and no sooner.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool IsSigned(string signature, string? secret, byte[] body) =>
        !string.IsNullOrEmpty(secret)
        && WebhookSignatureValidator.Verify(signature, secret, (ReadOnlySpan<byte>)body) == WebhookSignatureValidationResult.Valid;

    // What is still to come is not read, so the connection can't be used again.
    private (byte[]? Body, int? Refusal) Refused(HttpContext context, WebhookRefusal why, int? status)
    {
        refusals.Refused(why);
        context.Response.Headers.Connection = "close";
        return (null, status);
    }

    [GeneratedRegex("^sha256=[0-9a-fA-F]{64}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, 1000)]
    private static partial Regex Signature();

    private sealed class Turn(SemaphoreSlim? gate) : IDisposable
    {
        public void Dispose() => gate?.Release();
    }
}
