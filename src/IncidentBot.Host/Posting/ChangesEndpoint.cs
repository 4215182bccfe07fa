using System.Threading.RateLimiting;
using IncidentBot.Access;
using IncidentBot.Changes;
using IncidentBot.Changes.Told;
using IncidentBot.Store;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace IncidentBot.Host.Posting;

/// <summary>
/// <c>POST /changes</c>: a program tells what it changed. Who it is is known before anything of it is read, and it is on disk before it is
/// answered.
/// </summary>
internal sealed partial class ChangesEndpoint(
    AccessTokens tokens, KeepPostedChange keep, TimeProvider time, ILogger<ChangesEndpoint> log) : IDisposable
{
    /// <summary>So many posts of one token are taken in a minute, by each process.</summary>
    public const int MostInMinute = 120;

    private const string Scheme = "Bearer ";
    private const string JsonType = "application/json";
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    // By the name of a token that is known, so that nobody fills the memory with names.
    private readonly PartitionedRateLimiter<AccessToken> limits = PartitionedRateLimiter.Create<AccessToken, string>(
        static token => RateLimitPartition.GetFixedWindowLimiter(
            token.Name, static _ => new FixedWindowRateLimiterOptions { PermitLimit = MostInMinute, Window = Minute, QueueLimit = 0 }),
        StringComparer.Ordinal);

    /// <summary>Maps it beside what the chat posts to.</summary>
    public static void Map(IEndpointRouteBuilder app) =>
        app.MapPost("/changes", app.ServiceProvider.GetRequiredService<ChangesEndpoint>().HandleAsync);

    /// <inheritdoc/>
    public void Dispose() => limits.Dispose();

    private async Task HandleAsync(HttpContext context)
    {
        try
        {
            await AnswerAsync(context);
        }
        catch (StoreUnavailableException e)
        {
            NotKept(e);
            await new ProblemAnswer(StatusCodes.Status503ServiceUnavailable, "Not stored: the database is unreachable. Send it again.")
                .WriteAsync(context, TimeSpan.FromSeconds(10));
        }
        catch (OperationCanceledException)
        {
            context.Abort();
        }
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var token = Shown(context.Request.Headers.Authorization) is { } shown
            ? await tokens.FindAsync(shown, context.RequestAborted)
            : null;
        if (token is null)
        {
            Unread(context);
            context.Response.Headers.WWWAuthenticate = "Bearer";
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        using var lease = limits.AttemptAcquire(token);
        if (Refusal(context, token, lease) is { } refusal)
        {
            Unread(context);
            await (lease.TryGetMetadata(MetadataName.RetryAfter, out var wait)
                ? refusal.WriteAsync(context, wait)
                : refusal.WriteAsync(context));
        }
        else if (await PostedBody.ReadAsync(context) is { } body)
        {
            await TakeAsync(context, token, body);
        }
        else
        {
            Unread(context);
            await new ProblemAnswer(StatusCodes.Status413PayloadTooLarge, $"At most {PostedBody.Limit} bytes are read.")
                .WriteAsync(context);
        }
    }

    private async Task TakeAsync(HttpContext context, AccessToken token, byte[] body)
    {
        var (change, problem) = PostedChangeReader.Read(body, context.Request.Headers["Idempotency-Key"], time.GetUtcNow());
        if (change is null)
        {
            await problem!.WriteAsync(context);
            return;
        }

        var outcome = await keep.HandleAsync(change, token, context.RequestAborted);
        if (outcome.Kind == PostOutcomeKind.KeyReused)
        {
            await new ProblemAnswer(
                StatusCodes.Status422UnprocessableEntity,
                "This Idempotency-Key was used before for another change; nothing was stored. Use a new key for each change.")
                .WriteAsync(context);
            return;
        }

        Kept(outcome.Key, token.Name);
        context.Response.StatusCode = outcome.Kind == PostOutcomeKind.Stored ? StatusCodes.Status201Created : StatusCodes.Status200OK;
        await context.Response.WriteAsJsonAsync(
            new KeptAnswer(outcome.Key), PostingJson.Default.KeptAnswer, cancellationToken: context.RequestAborted);
    }

    // Null: its body is read.
    private static ProblemAnswer? Refusal(HttpContext context, AccessToken token, RateLimitLease lease)
    {
        if (!lease.IsAcquired)
            return new ProblemAnswer(
                StatusCodes.Status429TooManyRequests, $"At most {MostInMinute} changes are taken in a minute. Send it again later.");
        if (!token.May(AccessToken.ChangesWrite))
            return new ProblemAnswer(
                StatusCodes.Status403Forbidden, $"This token may not tell changes: it needs the scope {AccessToken.ChangesWrite}.");
        return MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type)
            && type.MediaType.Equals(JsonType, StringComparison.OrdinalIgnoreCase)
            ? null
            : new ProblemAnswer(StatusCodes.Status415UnsupportedMediaType, $"Send the change as {JsonType}.");
    }

    private static string? Shown(StringValues headers) =>
        headers is [{ } header] && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim() : null;

    // What is still to come is not read, so the connection cannot be used again.
    private static void Unread(HttpContext context) => context.Response.Headers.Connection = "close";

    [LoggerMessage(Level = LogLevel.Information, Message = "Change {Id} was told with token {Token}")]
    private partial void Kept(string id, string token);

    [LoggerMessage(Level = LogLevel.Error, Message = "A change could not be stored, so it was not acknowledged")]
    private partial void NotKept(Exception e);
}
