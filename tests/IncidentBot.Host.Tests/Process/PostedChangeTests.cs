using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentBot.Access;
using IncidentBot.Catalogue;
using IncidentBot.Changes;
using IncidentBot.Changes.Suspicion;
using IncidentBot.Changes.Told;
using IncidentBot.Host.Demo;
using IncidentBot.Host.Posting;
using IncidentBot.Language;
using IncidentBot.Store;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Host.Tests.Process;

/// <summary>Programs tell what they changed; who they are comes first, and what is answered is on disk.</summary>
public sealed class PostedChangeTests : IAsyncLifetime
{
    private const string Deploy = """{"service":"checkout","kind":"deploy","ref":"v2.3.1","environment":"production"}""";
    private static readonly string[] Pieces = ["a", "B", "7", " ", "-", "_", "/", ".", "<", "&", "\"", "\\", "'", "é", "日", "🔥", "e\u0301", "@", "#", "%", "`", "*", "|"];
    private static readonly string[] Optional = ["environment", "ref", "description", "former", "rollback_of"];

    private Workplace workplace = null!;
    private HttpClient http = null!;
    private string token = null!;

    public async ValueTask InitializeAsync()
    {
        workplace = await Workplace.OpenAsync(settings => settings with { Catalogue = Catalogue() });
        http = new HttpClient { BaseAddress = new Uri(workplace.Stage.Bot.Urls.First()) };
        token = (await Tokens.CreateAsync("CI", [AccessToken.ChangesWrite], default))!;
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await workplace.DisposeAsync();
    }

    [Fact]
    public async Task What_is_posted_is_on_the_list_of_an_incident_that_starts_later()
    {
        var (status, body) = await PostAsync("""
            {"service":"CHECKOUT","kind":"config","ref":"cache.maxmemory","description":"Lowered to 256mb","url":"https://ci.example/42",
             "at":"2026-03-02T09:50:00+01:00","state":"success","files":["config/cache.yaml"],"former":"512mb","rollback_of":"1gb","more":{"a":[1]}}
            """);
        Assert.Equal(HttpStatusCode.Created, status);
        Assert.StartsWith("posted:", (string)body!["id"]!, StringComparison.Ordinal);

        var room = await workplace.StartAsync("Checkout returns 500s --service checkout");

        var list = Assert.Single(await ListsAsync(room));
        Assert.Contains("1 deploy in the last 24 h before", list, StringComparison.Ordinal);
        Assert.Contains("checkout config cache.maxmemory, 10 min before", list, StringComparison.Ordinal);
        var known = Assert.Single(await SeenAsync());
        Assert.Equal(("CI", "512mb", "1gb", "config/cache.yaml"), (known.By, known.Details.Former, known.Details.RollbackOf, Assert.Single(known.Details.Files)));
        await workplace.SettleAsync();
        Assert.Equal("used 2026-03-02", "used " + Assert.Single(await Tokens.ListAsync(default)).LastUsedOn);
    }

    [Fact]
    public async Task A_change_during_the_incident_is_one_line_that_is_edited_and_the_list_follows()
    {
        var room = await workplace.StartAsync("Checkout returns 500s --service checkout");
        workplace.Stage.Clock.Advance(TimeSpan.FromMinutes(5));

        await PostAsync("""{"id":"run-7","service":"session_cache","kind":"deploy","ref":"v9","state":"in-progress","environment":"production"}""");
        await FollowAsync();
        Assert.Contains("session_cache v9 is rolling out in production, 2026-03-02 09:05 UTC, by CI", Assert.Single(await LinesAsync(room, "\"text\":\"session_cache v9")), StringComparison.Ordinal);

        workplace.Stage.Clock.Advance(TimeSpan.FromMinutes(2));
        var (status, _) = await PostAsync("""{"id":"run-7","service":"session_cache","kind":"deploy","ref":"v9","state":"success","environment":"production"}""");
        Assert.Equal(HttpStatusCode.OK, status);
        await FollowAsync();

        Assert.Contains("session_cache v9 went live in production", Assert.Single(await LinesAsync(room, "\"text\":\"session_cache v9")), StringComparison.Ordinal);
        Assert.Contains("1 went live after", Assert.Single(await ListsAsync(room)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_does_not_concern_an_incident_is_not_told_there()
    {
        var room = await workplace.StartAsync("Checkout returns 500s --service checkout");
        var before = (await workplace.MessagesAsync(room.Id)).Count;

        await PostAsync("""{"service":"billing","kind":"deploy","ref":"v1"}""");
        await PostAsync("""{"service":"checkout","kind":"deploy","ref":"v1","environment":"staging"}""");
        await FollowAsync();

        Assert.Equal(before, (await workplace.MessagesAsync(room.Id)).Count);
    }

    [Fact]
    public async Task A_flood_of_changes_is_a_bounded_number_of_lines()
    {
        var room = await workplace.StartAsync("Checkout returns 500s --service checkout");
        for (var i = 0; i < TellChangeRules.MostLines + 5; i++)
            await PostAsync($$"""{"service":"checkout","kind":"deploy","ref":"flood-{{i}}"}""");
        // Slack takes a message a second in each channel.
        for (var i = 0; i < TellChangeRules.MostLines; i++)
            await FollowAsync();

        var lines = (await workplace.MessagesAsync(room.Id)).Count(message => message.Text?.StartsWith("checkout flood-", StringComparison.Ordinal) is true);
        Assert.Equal(TellChangeRules.MostLines, lines);
        Assert.Contains($"{TellChangeRules.MostLines + 5} ", Assert.Single(await ListsAsync(room)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_valid_token_nothing_is_read_and_nothing_is_said()
    {
        Assert.True(await Tokens.RevokeAsync("CI", default));
        string?[] headers = [null, "", "Bearer", "Bearer x", $"Bearer {token}", $"Basic {token}", $"Bearer {token} {token}", token, "Bearer ibt_" + new string('A', 43)];
        foreach (var header in headers)
        {
            using var answer = await SendAsync("{\"nonsense", header);
            Assert.Equal((HttpStatusCode.Unauthorized, ""), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
            Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.ToString());
        }

        Assert.Empty(await SeenAsync());
    }

    [Fact]
    public async Task A_token_without_the_scope_is_refused()
    {
        var other = await Tokens.CreateAsync("other", ["something:else"], default);

        using var answer = await SendAsync(Deploy, $"Bearer {other}");

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("changes:write", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Empty(await SeenAsync());
    }

    [Theory]
    [InlineData("text/plain", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/x-www-form-urlencoded", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/json; charset=utf-8", HttpStatusCode.Created)]
    public async Task Only_JSON_is_read(string type, HttpStatusCode expected)
    {
        using var answer = await SendAsync(Deploy, $"Bearer {token}", type);

        Assert.Equal(expected, answer.StatusCode);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_of_more_than_64_KiB_is_refused_however_it_is_sent(bool isAnnounced)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/changes")
        {
            Content = new StringContent(Deploy + new string(' ', 64 * 1024), Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.TransferEncodingChunked = !isAnnounced;

        using var answer = await http.SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Empty(await SeenAsync());
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_said_at_once()
    {
        using var answer = await SendAsync(
            """
            {"service":"","kind":"party","state":1,"environment":"a\nb","ref":["x"],"description":"\u202e","url":"javascript:alert(1)",
             "at":"yesterday","files":"all","former":"\ud800","rollback_of":{},"id":7}
            """,
            $"Bearer {token}", keys: ["has spaces in it"]);

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        var errors = (JsonObject)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["errors"]!;
        Assert.Equal(
            ["Idempotency-Key", "at", "description", "environment", "files", "former", "id", "kind", "ref", "rollback_of", "service", "state", "url"],
            errors.Select(error => error.Key));
        Assert.Equal("kind must be one of deploy, config, flag, migration, job, infrastructure, dependency.", (string)errors["kind"]!);
        Assert.Equal("service is missing.", (string)errors["service"]!);
        Assert.Empty(await SeenAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"service\":\"checkout\",\"kind\":\"deploy\",\"kind\":\"config\"}")]
    [InlineData("{\"service\":\"checkout\",\"kind\":\"deploy\",\"files\":[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]}")]
    [InlineData("{\"kind\":\"deploy\"}")]
    [InlineData("{\"service\":\"checkout\"}")]
    [InlineData("{\"service\":\"checkout\",\"kind\":\"deploy\",\"at\":\"2026-03-02T09:00:00\"}")]
    [InlineData("{\"service\":\"checkout\",\"kind\":\"deploy\",\"at\":\"2026-03-02T09:10:01Z\"}")]
    [InlineData("{\"service\":\"checkout\",\"kind\":\"deploy\",\"at\":\"2026-01-31T08:59:59Z\"}")]
    [InlineData("{\"service\":\"checkout\",\"kind\":\"deploy\",\"files\":[\"\"]}")]
    public async Task Nonsense_is_refused_with_a_sentence_and_leaves_nothing(string body)
    {
        using var answer = await SendAsync(body, $"Bearer {token}");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.EndsWith(".", (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["title"]!, StringComparison.Ordinal);
        Assert.Empty(await SeenAsync());
    }

    [Fact]
    public async Task A_flood_is_slowed_down_for_its_own_token_alone()
    {
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i <= ChangesEndpoint.MostInMinute; i++)
            statuses.Add((await PostAsync(Deploy)).Status);

        // A minute may end between two of them, but never more than one.
        if (!statuses.Contains(HttpStatusCode.TooManyRequests))
        {
            for (var i = 0; i <= ChangesEndpoint.MostInMinute; i++)
                statuses.Add((await PostAsync(Deploy)).Status);
        }

        Assert.Contains(HttpStatusCode.TooManyRequests, statuses);
        using var refused = await SendAsync(Deploy, $"Bearer {token}");
        Assert.InRange(int.Parse(refused.Headers.RetryAfter!.ToString(), CultureInfo.InvariantCulture), 1, 60);
        var other = await Tokens.CreateAsync("other", [AccessToken.ChangesWrite], default);
        using var taken = await SendAsync(Deploy, $"Bearer {other}");
        Assert.Equal(HttpStatusCode.Created, taken.StatusCode);
    }

    [Fact]
    public async Task The_same_request_again_is_the_same_change_by_its_key()
    {
        var first = await PostAsync(Deploy, "key-1");
        workplace.Stage.Clock.Advance(TimeSpan.FromDays(2));
        var again = await PostAsync(Deploy, "key-1");
        var other = await PostAsync(Deploy.Replace("v2.3.1", "v2.3.2", StringComparison.Ordinal), "key-1");
        var new1 = await PostAsync(Deploy, "key-2");

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (first.Status, again.Status));
        Assert.Equal((string)first.Body!["id"]!, (string)again.Body!["id"]!);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.Status);
        Assert.Contains("Idempotency-Key was used before", (string)other.Body!["title"]!, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Created, new1.Status);
        Assert.Equal(2, (await SeenAsync()).Count);
    }

    [Fact]
    public async Task Without_a_key_the_same_words_are_the_same_change_for_10_minutes()
    {
        var first = await PostAsync(Deploy);
        workplace.Stage.Clock.Advance(TimeSpan.FromMinutes(10));
        var again = await PostAsync("""{ "environment": "production", "kind":"deploy","ref": "v2.3.1", "service":"checkout", "unknown": 1 }""");
        workplace.Stage.Clock.Advance(TimeSpan.FromSeconds(1));
        var later = await PostAsync(Deploy);
        var replay = await PostAsync(Deploy);

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (first.Status, again.Status));
        Assert.Equal((string)first.Body!["id"]!, (string)again.Body!["id"]!);
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (later.Status, replay.Status));
        Assert.NotEqual((string)first.Body!["id"]!, (string)later.Body!["id"]!);
        Assert.Equal((string)later.Body!["id"]!, (string)replay.Body!["id"]!);
    }

    [Fact]
    public async Task Of_many_that_come_at_once_one_is_new()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => PostAsync(Deploy, "key-1")));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
        Assert.Equal(19, answers.Count(answer => answer.Status == HttpStatusCode.OK));
        Assert.Single(await SeenAsync());
    }

    [Fact]
    public async Task What_is_posted_is_what_is_listed()
    {
        var random = new Random(7);
        string Text(int longest) => string.Concat(Enumerable.Range(0, random.Next(1, longest)).Select(_ => Pieces[random.Next(Pieces.Length)])).Trim() is { Length: > 0 } text ? text : "x";
        for (var round = 0; round < 100; round++)
        {
            var at = Workplace.Morning.AddSeconds(-random.Next(0, 30 * 86_400));
            var (kind, state) = (random.GetItems(Enum.GetValues<ChangeKind>(), 1)[0], random.GetItems(Enum.GetValues<ChangeState>(), 1)[0]);
            var body = new JsonObject
            {
                ["service"] = Text(20), ["kind"] = Words.Of(kind), ["state"] = Words.Of(state), ["at"] = at.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture),
            };
            foreach (var field in Optional.Where(_ => random.Next(2) == 0))
                body[field] = Text(30);
            if (random.Next(2) == 0) body["files"] = new JsonArray([.. Enumerable.Range(0, random.Next(1, 300)).Select(_ => (JsonNode)Text(10))]);
            if (random.Next(2) == 0) body["url"] = "https://ci.example/" + Uri.EscapeDataString(Text(20));

            var (status, answer) = await PostAsync(body.ToJsonString());

            Assert.True(status == HttpStatusCode.Created, $"{body.ToJsonString()} {answer?.ToJsonString()}");
            var listed = (await SeenAsync()).Single(change => change.Key == (string)answer!["id"]!);
            Assert.Equal(
                ((string?)body["service"], kind, state, at, (string?)body["environment"], (string?)body["ref"] ?? "", (string?)body["description"], (string?)body["url"]),
                (listed.Service, listed.Kind, listed.State, listed.At, listed.Environment, listed.Ref, listed.Description, listed.Url?.OriginalString));
            Assert.Equal(((string?)body["former"], (string?)body["rollback_of"]), (listed.Details.Former, listed.Details.RollbackOf));
            Assert.Equal(((JsonArray?)body["files"] ?? []).Select(file => (string)file!), listed.Details.Files);
        }
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("https://ci:hunter2@ci.example/42")]
    [InlineData("https://hunter2@ci.example/42")]
    [InlineData("https:///42")]
    public async Task An_address_that_shows_a_password_or_leads_nowhere_is_refused(string url)
    {
        var (status, body) = await PostAsync($$"""{"service":"checkout","kind":"deploy","url":"{{url}}"}""");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Equal(["url"], body!["errors"]!.AsObject().Select(error => error.Key));
        Assert.DoesNotContain("hunter2", body.ToJsonString(), StringComparison.Ordinal);
        Assert.Empty(await SeenAsync());
    }

    [Fact]
    public async Task A_program_whose_clock_is_ahead_changed_something_just_now()
    {
        var room = await workplace.StartAsync("Checkout returns 500s --service checkout");
        workplace.Stage.Clock.Advance(TimeSpan.FromMinutes(5));

        await PostAsync("""{"service":"checkout","kind":"deploy","ref":"v9","environment":"production","at":"2026-03-02T09:09:00Z"}""");
        await FollowAsync();

        Assert.Contains("checkout v9 went live in production, 2026-03-02 09:05 UTC", Assert.Single(await LinesAsync(room, "\"text\":\"checkout v9")), StringComparison.Ordinal);
        Assert.Contains("1 went live after", Assert.Single(await ListsAsync(room)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_the_catalogue_lacks_is_the_same_however_it_is_written()
    {
        var room = await workplace.StartAsync("Search is slow --service search");
        workplace.Stage.Clock.Advance(TimeSpan.FromMinutes(5));

        await PostAsync("""{"service":"Search","kind":"deploy","ref":"v9"}""");
        await FollowAsync();

        Assert.Single(await LinesAsync(room, "\"text\":\"Search v9"));
        Assert.Contains("1 went live after", Assert.Single(await ListsAsync(room)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"\\ud800\":1,\"service\":\"checkout\",\"kind\":\"deploy\"}")]
    [InlineData("{\"service\":\"\\ud800\",\"kind\":\"deploy\"}")]
    [InlineData("{\"service\":\"checkout\",\"kind\":\"deploy\",\"files\":[\"\\udc00\"]}")]
    [InlineData("{\"service\":\"checkout\",\"kind\":\"deploy\",\"at\":\"0001-01-01T00:00:00+14:00\"}")]
    [InlineData("{\"service\":\"checkout\",\"kind\":\"deploy\",\"at\":\"9999-12-31T23:59:59-14:00\"}")]
    public async Task Broken_texts_and_times_at_the_ends_of_time_are_no_fault_of_the_bot(string body)
    {
        var (status, _) = await PostAsync(body);

        Assert.InRange((int)status, 200, 422);
    }

    [Fact]
    public async Task Letters_that_are_not_UTF_8_are_refused()
    {
        byte[][] bodies = [[.. "{\"service\":\""u8, 0xff, .. "\",\"kind\":\"deploy\"}"u8], [.. "{\""u8, 0xff, .. "\":1,\"service\":\"checkout\",\"kind\":\"deploy\"}"u8], Encoding.Unicode.GetBytes(Deploy)];
        foreach (var body in bodies)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/changes") { Content = new ByteArrayContent(body) };
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/json");
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
            using var answer = await http.SendAsync(request);
            Assert.InRange((int)answer.StatusCode, 200, 422);
        }
    }

    [Fact]
    public async Task Only_a_post_is_answered()
    {
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await http.GetAsync(new Uri("/changes", UriKind.Relative))).StatusCode);
    }

    private static CatalogueOptions Catalogue()
    {
        var catalogue = new CatalogueOptions();
        catalogue.Services["checkout"] = new CatalogueService { Environments = ["production"], Dependencies = ["session_cache"] };
        catalogue.Services["session_cache"] = new CatalogueService();
        catalogue.Services["billing"] = new CatalogueService();
        return catalogue;
    }

    private AccessTokens Tokens => workplace.Stage.Bot.Services.GetRequiredService<AccessTokens>();

    private async Task<IReadOnlyList<ServiceChange>> SeenAsync() =>
        await workplace.Stage.Bot.Services.GetRequiredService<SeenChangeStore>().ListAsync([], DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue, default);

    // What the bot was told is told at once, and the list follows within 10 s.
    private async Task FollowAsync()
    {
        await workplace.SettleAsync();
        workplace.Stage.Clock.Advance(TimeSpan.FromSeconds(10));
        await workplace.SettleAsync();
    }

    private Task<IReadOnlyList<string>> ListsAsync(LocalChannel room) => LinesAsync(room, "Checked");

    private async Task<IReadOnlyList<string>> LinesAsync(LocalChannel room, params string[] words) =>
        [.. (await workplace.MessagesAsync(room.Id)).Where(message => message.EphemeralTo is null && message.BotId is not null)
            .Select(message => JsonSerializer.Serialize(message, JsonSerializerOptions.Web) is var all && words.All(word => all.Contains(word, StringComparison.Ordinal)) ? message.Text : null)
            .OfType<string>()];

    private async Task<(HttpStatusCode Status, JsonNode? Body)> PostAsync(string body, string? key = null)
    {
        using var answer = await SendAsync(body, $"Bearer {token}", keys: key is null ? [] : [key]);
        var said = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, said.Length == 0 ? null : JsonNode.Parse(said));
    }

    private async Task<HttpResponseMessage> SendAsync(string body, string? authorization, string type = "application/json", params string[] keys)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/changes") { Content = new StringContent(body) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        if (authorization is not null) request.Headers.TryAddWithoutValidation("Authorization", authorization);
        foreach (var key in keys) request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        return await http.SendAsync(request);
    }
}
