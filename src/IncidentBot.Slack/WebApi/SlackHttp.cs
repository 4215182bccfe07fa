using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using IncidentBot.Delivery;
using IncidentBot.Slack.Wire;

namespace IncidentBot.Slack.WebApi;

/// <summary>
/// One call of the Web API: sends a form with the bearer token, reads JSON, and classifies every failure by whether the call
/// may have happened (https://docs.slack.dev/apis/web-api).
/// </summary>
internal sealed class SlackHttp(
    IHttpClientFactory clients, SlackOptions options, SlackRateLimits limits, SlackAccess access, DeliveryMeter meter, TimeProvider time)
{
    /// <summary>The name of the HTTP client; it logs nothing, because addresses may be secrets.</summary>
    public const string ClientName = "slack";

    private static readonly TimeSpan UnsaidWait = TimeSpan.FromSeconds(10);
    private readonly Uri api = options.ApiAddress();
    private readonly AuthenticationHeaderValue bearer = new("Bearer", options.RequiredBotToken());

    /// <summary>Calls a method; null arguments are not sent.</summary>
    /// <exception cref="SlackException">The call failed.</exception>
    public async Task<T> CallAsync<T>(
        SlackMethod method, JsonTypeInfo<T> answerType, CancellationToken cancellationToken,
        params (string Name, string? Value)[] arguments)
        where T : SlackAnswer
    {
        if (access.MustProbe(method) && method != SlackMethods.AuthTest)
            await MeasureAsync(SlackMethods.AuthTest, SlackJson.Wire.AuthTestAnswer, [], cancellationToken);
        var channel = ArgumentOf(arguments, "channel");
        limits.Spend(method, channel, isFirst: ArgumentOf(arguments, "cursor") is null);
        try
        {
            return await MeasureAsync(method, answerType, arguments, cancellationToken);
        }
        catch (SlackException limited) when (limited.Error.Kind == SlackErrorKind.RateLimited)
        {
            limits.Close(method, channel, limited.Error.RetryAfter ?? UnsaidWait);
            throw;
        }
    }

    /// <summary>Calls a method with the app-level token, whose refusal says nothing about the bot token.</summary>
    /// <exception cref="SlackException">The call failed.</exception>
    public async Task<T> CallForAppAsync<T>(SlackMethod method, JsonTypeInfo<T> answerType, CancellationToken cancellationToken)
        where T : SlackAnswer
    {
        return await CountAsync(method, async () =>
        {
            var answer = await AskAsync(
                method, answerType, [], new AuthenticationHeaderValue("Bearer", options.RequiredAppToken()), cancellationToken);
            return answer.Ok ? answer : throw new SlackException(Refusal(method.Name, answer));
        });
    }

    private async Task<T> MeasureAsync<T>(
        SlackMethod method, JsonTypeInfo<T> answerType, (string Name, string? Value)[] arguments, CancellationToken cancellationToken)
        where T : SlackAnswer
    {
        using var activity = DeliveryMeter.Begin(method.Name);
        return await CountAsync(method, () => CallOnceAsync(method, answerType, arguments, cancellationToken));
    }

    private async Task<T> CountAsync<T>(SlackMethod method, Func<Task<T>> callAsync)
    {
        try
        {
            var answer = await callAsync();
            meter.Called(StoredNames.Platform, method.Name, "ok");
            return answer;
        }
        catch (SlackException failed)
        {
            meter.Called(StoredNames.Platform, method.Name, IsWord(failed.Error.Code) ? failed.Error.Code : "other");
            throw;
        }
    }

    private async Task<T> CallOnceAsync<T>(
        SlackMethod method, JsonTypeInfo<T> answerType, (string Name, string? Value)[] arguments, CancellationToken cancellationToken)
        where T : SlackAnswer
    {
        var answer = await AskAsync(method, answerType, arguments, bearer, cancellationToken);
        if (!answer.Ok)
        {
            var refusal = Refusal(method.Name, answer);
            access.Note(refusal);
            throw new SlackException(refusal);
        }

        access.NoteAccepted(method);
        return answer;
    }

    private async Task<T> AskAsync<T>(
        SlackMethod method, JsonTypeInfo<T> answerType, (string Name, string? Value)[] arguments, AuthenticationHeaderValue token,
        CancellationToken cancellationToken)
        where T : SlackAnswer
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(api, method.Name));
        request.Headers.Authorization = token;
        request.Content = new FormUrlEncodedContent(
            arguments.Where(argument => argument.Value is not null)
                .Select(argument => KeyValuePair.Create(argument.Name, argument.Value!)));
        var (body, scopes) = await SendAsync(method.Name, request, cancellationToken);
        if (ReferenceEquals(token, bearer)) access.NoteScopes(scopes);
        return Read(method.Name, body, answerType);
    }

    /// <summary>Posts to an address that Slack handed out; the token is not sent with it.</summary>
    /// <exception cref="SlackException">The call failed.</exception>
    public async Task PostAsync(string what, Uri address, HttpContent content, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = content };
        await SendAsync(what, request, cancellationToken);
    }

    private async Task<(string Body, string? Scopes)> SendAsync(
        string method, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            using var client = clients.CreateClient(ClientName);
            using var response = await client.SendAsync(request, cancellationToken);
            if (!response.IsSuccessStatusCode) throw new SlackException(await StatusErrorAsync(method, response, cancellationToken));
            var scopes = response.Headers.TryGetValues("x-oauth-scopes", out var said) ? string.Join(',', said) : null;
            return (await response.Content.ReadAsStringAsync(cancellationToken), scopes);
        }
        catch (HttpRequestException lost)
        {
            throw new SlackException(Lost(method, lost.HttpRequestError), lost);
        }
        catch (SocketException lost)
        {
            // HttpClient lets it through where a connection breaks in the moment in which it came about.
            throw new SlackException(Lost(method, HttpRequestError.Unknown), lost);
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SlackException(new SlackError(method, SlackErrorKind.Unknown, "timeout"), late);
        }
    }

    internal async Task<SlackError> StatusErrorAsync(string method, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        if (response.StatusCode == HttpStatusCode.TooManyRequests)
            return new SlackError(method, SlackErrorKind.RateLimited, "ratelimited") { RetryAfter = RetryAfter(response) };

        // A refusal may come with its word: response_url says used_url or expired_url in a 404.
        var word = status < 500 ? ErrorWord(await response.Content.ReadAsStringAsync(cancellationToken)) : null;
        return new SlackError(method, status < 500 ? SlackErrorKind.Refused : SlackErrorKind.Unknown, word
            ?? string.Create(CultureInfo.InvariantCulture, $"http_{status}"))
        {
            RetryAfter = response.Headers.RetryAfter is null ? null : RetryAfter(response),
        };
    }

    private TimeSpan RetryAfter(HttpResponseMessage response)
    {
        var said = response.Headers.RetryAfter?.Delta ?? response.Headers.RetryAfter?.Date - time.GetUtcNow();
        return said > TimeSpan.Zero ? said.Value : UnsaidWait;
    }

    private static string? ArgumentOf((string Name, string? Value)[] arguments, string name) =>
        Array.Find(arguments, argument => argument.Name == name).Value;

    private static string? ErrorWord(string body)
    {
        try
        {
            var word = JsonSerializer.Deserialize(body, SlackJson.Wire.SlackAnswer)?.Error ?? null;
            return IsWord(word) ? word : null;
        }
        catch (JsonException)
        {
            return IsWord(body.Trim()) ? body.Trim() : null;
        }
    }

    private static bool IsWord(string? text) =>
        text is { Length: > 0 and <= 64 } && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_');

    // Only when no connection came about is it sure that Slack saw nothing.
    internal static SlackError Lost(string method, HttpRequestError error) => error switch
    {
        HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError
            or HttpRequestError.ProxyTunnelError
            => new SlackError(method, SlackErrorKind.NotReached, "not_reached"),
        _ => new SlackError(method, SlackErrorKind.Unknown, "connection_lost"),
    };

    private static T Read<T>(string method, string body, JsonTypeInfo<T> answerType)
        where T : SlackAnswer
    {
        try
        {
            return JsonSerializer.Deserialize(body, answerType) ?? throw new SlackException(Unreadable(method));
        }
        catch (JsonException)
        {
            // The parser's own message may quote the answer.
            throw new SlackException(Unreadable(method));
        }
    }

    private static SlackError Unreadable(string method) => new(method, SlackErrorKind.Unknown, "unreadable_answer");

    // Slack says of these two that a part may have been done.
    private static SlackError Refusal(string method, SlackAnswer answer) => new(method, Kind(answer.Error), answer.Error ?? "unknown_error")
    {
        Needed = answer.Needed,
        Provided = answer.Provided,
        Detail = Detail(answer),
        RetryAfter = answer.Error is "ratelimited" ? UnsaidWait : SlackAccess.IsRefusal(answer.Error) ? SlackAccess.ProbeEvery : null,
        PerPerson = (answer as InviteAnswer)?.Errors ?? [],
    };

    private static string? Detail(SlackAnswer answer)
    {
        if (answer is ValidationAnswer { Errors: { Count: > 0 } errors })
            return string.Join("; ", errors.Select(error => $"{error.Message ?? error.Code} at {error.Pointer}"));
        return answer.ResponseMetadata?.Messages is { Count: > 0 } messages ? string.Join("; ", messages) : null;
    }

    private static SlackErrorKind Kind(string? error) => error switch
    {
        "ratelimited" or "rate_limited" => SlackErrorKind.RateLimited,
        "fatal_error" or "internal_error" => SlackErrorKind.Unknown,
        _ => SlackErrorKind.Refused,
    };
}
