using System.Globalization;
using System.Text;
using IncidentBot.Monitoring.Prometheus;
using Microsoft.AspNetCore.Http;

namespace IncidentBot.Adapters.Tests.Monitoring.Prometheus;

/// <summary>How a source is asked, and what becomes of all that can go wrong.</summary>
public sealed class PrometheusClientTests : IAsyncLifetime
{
    private PrometheusStub prometheus = null!;

    public async ValueTask InitializeAsync() => prometheus = await PrometheusStub.StartAsync();

    public async ValueTask DisposeAsync() => await prometheus.DisposeAsync();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_query_is_a_form_with_its_window_and_step()
    {
        await prometheus.AskAsync(query: PrometheusStub.Query("sum(rate(up[5m]))"), cancellationToken: Stop);

        var asked = Assert.Single(prometheus.Requests);
        Assert.Equal(("POST", "/api/v1/query_range"), (asked.Method, asked.Path));
        Assert.Equal(("sum(rate(up[5m]))", "1795969443", "1795970043", "15", "5s"), (asked.Form["query"], asked.Form["start"], asked.Form["end"], asked.Form["step"], asked.Form["timeout"]));
        Assert.False(asked.Headers.ContainsKey("Authorization"));
    }

    [Fact]
    public async Task It_signs_in_as_is_set_and_sends_the_tenant()
    {
        await prometheus.AskAsync(source => (source.Url, source.Token) = (new Uri(prometheus.Root, "/mimir/prometheus/"), "secret-token"), cancellationToken: Stop);
        await prometheus.AskAsync(
            source =>
            {
                (source.Username, source.Password) = ("bot", "pässword");
                source.Headers["X-Scope-OrgID"] = "shop";
            },
            cancellationToken: Stop);

        Assert.Equal("/mimir/prometheus/api/v1/query_range", prometheus.Requests[0].Path);
        Assert.Equal("Bearer secret-token", prometheus.Requests[0].Headers["Authorization"]);
        Assert.Equal("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("bot:pässword")), prometheus.Requests[1].Headers["Authorization"]);
        Assert.Equal("shop", prometheus.Requests[1].Headers["X-Scope-OrgID"]);
    }

    [Theory]
    [InlineData(401, "no", "text/plain", "refuses the bot (HTTP 401). Check Prometheus:Sources:main:Token, or :Username and :Password.")]
    [InlineData(404, "404 page not found", "text/plain", "There is no query API at the address of Prometheus “main” (HTTP 404). Check Prometheus:Sources:main:Url.")]
    [InlineData(429, "", "text/plain", "Prometheus “main” wants fewer queries (HTTP 429). Ask again later.")]
    [InlineData(503, "", "text/plain", "Prometheus “main” is too busy (HTTP 503).")]
    [InlineData(503, """{"status":"error","errorType":"timeout","error":"query timed out in expression evaluation"}""", "application/json", "Prometheus “main” took too long for the query, and gave up: query timed out in expression evaluation.")]
    [InlineData(500, "<html>oh</html>", "text/html", "Prometheus “main” gave no answer (HTTP 500).")]
    [InlineData(200, "<html>Please sign in</html>", "text/html", "isn't Prometheus, or something in front of it asks for a sign-in. Check Prometheus:Sources:main:Url.")]
    [InlineData(200, "[]", "application/json", "isn't Prometheus, or something in front of it asks for a sign-in. Check Prometheus:Sources:main:Url.")]
    [InlineData(200, "", "application/json", "isn't Prometheus, or something in front of it asks for a sign-in. Check Prometheus:Sources:main:Url.")]
    public async Task Every_refusal_is_a_sentence(int status, string body, string type, string sentence)
    {
        prometheus.Says(status, body, type);

        var answer = await prometheus.AskAsync(source => source.Token = "secret-token", cancellationToken: Stop);

        Assert.EndsWith(sentence, answer.Problem, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-token", answer.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_there_is_a_sentence_after_a_second_try() => Assert.Equal(
        "Prometheus “main” can't be reached. Check the network and Prometheus:Sources:main:Url.",
        (await prometheus.AskAsync(source => source.Url = new Uri("http://127.0.0.1:9/"), cancellationToken: Stop)).Problem);

    [Fact]
    public async Task A_proxy_whose_server_restarts_is_asked_once_more()
    {
        var well = prometheus.Answer;
        prometheus.Answer = context =>
        {
            prometheus.Answer = well;
            context.Response.StatusCode = 502;
            return Task.CompletedTask;
        };

        Assert.Null((await prometheus.AskAsync(cancellationToken: Stop)).Problem);
        Assert.Equal(2, prometheus.Requests.Count);
    }

    [Fact]
    public async Task A_slow_source_is_left_after_its_time()
    {
        prometheus.Answer = context => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);

        Assert.Equal("Prometheus “main” gave no answer within 1 s.", (await prometheus.AskAsync(source => source.TimeoutSeconds = 1, cancellationToken: Stop)).Problem);
    }

    [Fact]
    public async Task Another_host_is_not_followed_and_gets_nothing()
    {
        await using var other = await PrometheusStub.StartAsync();
        prometheus.Answer = context =>
        {
            (context.Response.StatusCode, context.Response.Headers.Location) = (307, new Uri(other.Root, context.Request.Path).ToString());
            return Task.CompletedTask;
        };

        var answer = await prometheus.AskAsync(source => source.Token = "secret-token", cancellationToken: Stop);

        Assert.Equal("Prometheus “main” leads to another address, and the bot doesn't follow, since it would give its sign-in away. Check Prometheus:Sources:main:Url.", answer.Problem);
        Assert.Empty(other.Requests);
    }

    [Fact]
    public async Task Another_path_of_the_same_host_is_followed_with_the_query()
    {
        var well = prometheus.Answer;
        prometheus.Answer = context =>
        {
            prometheus.Answer = well;
            (context.Response.StatusCode, context.Response.Headers.Location) = (308, "/moved/api/v1/query_range");
            return Task.CompletedTask;
        };

        Assert.Null((await prometheus.AskAsync(cancellationToken: Stop)).Problem);
        Assert.Equal(("POST", "/moved/api/v1/query_range", "up"), (prometheus.Requests[1].Method, prometheus.Requests[1].Path, prometheus.Requests[1].Form["query"]));
    }

    [Fact]
    public async Task A_host_that_leads_in_circles_is_left()
    {
        prometheus.Answer = context =>
        {
            (context.Response.StatusCode, context.Response.Headers.Location) = (307, "/again");
            return Task.CompletedTask;
        };

        Assert.NotNull((await prometheus.AskAsync(cancellationToken: Stop)).Problem);
        Assert.InRange(prometheus.Requests.Count, 2, 8);
    }

    [Fact]
    public async Task Fifty_thousand_lines_are_bounded_and_said()
    {
        prometheus.Answer = async context =>
        {
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync("""{"status":"success","data":{"resultType":"matrix","result":[""");
            for (var line = 0; line < 50_000; line++)
            {
                var values = string.Join(',', Enumerable.Range(0, 40).Select(step => string.Create(CultureInfo.InvariantCulture, $"[{1795969443 + (step * 15)},\"{line}.5\"]")));
                await context.Response.WriteAsync($$"""{{(line == 0 ? "" : ",")}}{"metric":{"pod":"p{{line}}"},"values":[{{values}}]}""");
            }

            await context.Response.WriteAsync("""]}}""");
        };

        var answer = await prometheus.AskAsync(cancellationToken: Stop);

        Assert.Equal(20, answer.Series.Count);
        Assert.Equal(["the answer is larger than 5 MiB, so only its first 20 lines were read; sum them up in the query."], answer.Remarks);
    }

    [Fact]
    public async Task More_than_twenty_lines_are_counted_and_warnings_said()
    {
        prometheus.Says(200, $$$"""{"status":"success","warnings":["remote read is down"],"data":{"resultType":"matrix","result":[{{{string.Join(',', Enumerable.Range(0, 25).Select(line => $$"""{"metric":{"pod":"p{{line}}"},"values":[[1795969443,"1"]]}"""))}}}]},"infos":["not a counter"]}""");

        var answer = await prometheus.AskAsync(cancellationToken: Stop);

        Assert.Equal("pod=p0", answer.Series[0].Series.Name);
        Assert.Equal(["5 more lines weren't read; sum them up in the query.", "Prometheus warns: remote read is down", "Prometheus remarks: not a counter"], answer.Remarks);
    }

    [Fact]
    public async Task The_end_of_the_last_bucket_is_asked_for_only_where_a_quantile_stays_at_its_highest()
    {
        prometheus.Answer = async context =>
        {
            var isBuckets = (await context.Request.ReadFormAsync())["query"].ToString().StartsWith("sum by (le)", StringComparison.Ordinal);
            await context.Response.WriteAsync(isBuckets
                ? """{"status":"success","data":{"resultType":"matrix","result":[{"metric":{"le":"0.5"},"values":[[1795970043,"1"]]},{"metric":{"le":"10"},"values":[[1795970043,"2"]]},{"metric":{"le":"+Inf"},"values":[[1795970043,"2"]]}]}}"""
                : """{"status":"success","data":{"resultType":"matrix","result":[{"metric":{},"values":[[1795969443,"0.3"],[1795969458,"10"],[1795969473,"10"],[1795969488,"10"]]}]}}""");
        };

        Assert.Equal(10, (await prometheus.AskAsync(query: PrometheusStub.Query("p99", "sum by (le) (rate(x[5m]))"), cancellationToken: Stop)).Ceiling);
        Assert.Equal("1795969488", prometheus.Requests[1].Form["start"]);

        prometheus.Says(200, """{"status":"success","data":{"resultType":"matrix","result":[{"metric":{},"values":[[1795969443,"0.3"],[1795969458,"9"]]}]}}""");
        Assert.Null((await prometheus.AskAsync(query: PrometheusStub.Query("p99", "sum by (le) (rate(x[5m]))"), cancellationToken: Stop)).Ceiling);
        Assert.Equal(3, prometheus.Requests.Count);
    }
}
