using System.Text;
using System.Text.Json.Nodes;
using IncidentBot.Monitoring.Prometheus;

namespace IncidentBot.Adapters.Tests.Monitoring.Prometheus;

/// <summary>All answers that were recorded from a real Prometheus, read as the bot reads them.</summary>
public sealed class PrometheusPayloadTests : IAsyncLifetime
{
    // What isn't of the query API says nothing of series.
    private static readonly string[] Others =
        ["alertmanagers", "alerts", "buildinfo", "label-values-service", "metadata-one", "rules", "series", "targets"];

    private PrometheusStub prometheus = null!;

    public static TheoryData<string> Files
    {
        get
        {
            var folder = Environment.GetEnvironmentVariable("INCIDENTBOT_CONTRACTS");
            return folder is null || !Directory.Exists(Path.Combine(folder, "prometheus", "http"))
                ? ["none"]
                : [.. Directory.EnumerateFiles(Path.Combine(folder, "prometheus", "http"), "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];
        }
    }

    public async ValueTask InitializeAsync() => prometheus = await PrometheusStub.StartAsync();

    public async ValueTask DisposeAsync() => await prometheus.DisposeAsync();

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Every_recorded_answer_is_read_or_is_a_sentence(string file)
    {
        Assert.SkipWhen(file == "none", "INCIDENTBOT_CONTRACTS names no folder.");
        var (status, type, body) = Recorded(file);
        prometheus.Says(status, body, type);

        var answer = await prometheus.AskAsync(cancellationToken: TestContext.Current.CancellationToken);

        if (status != 200)
            Assert.EndsWith(".", answer.Problem!.TrimEnd('…'), StringComparison.Ordinal);
        else
            Assert.Null(answer.Problem);
        Assert.True(Others.Contains(file) || file.Contains("empty", StringComparison.Ordinal) || file.Contains("histogram", StringComparison.Ordinal) || status != 200 || answer.Series.Count > 0, file);
        Assert.DoesNotContain(answer.Series, one => one.Series.Points.Any(point => point.Value is { } value && !double.IsFinite(value)));
        Assert.DoesNotContain(answer.Series, one => one.Series.Name.Length > 200);
    }

    [Theory]
    [InlineData("error-bad-data-parse", "Prometheus “main” can't read the query: invalid parameter \"query\": 1:34: parse error: unclosed left parenthesis.")]
    [InlineData("error-method-not-allowed", "There is no query API at the address of Prometheus “main” (HTTP 405). Check Prometheus:Sources:main:Url.")]
    public async Task Errors_are_sentences(string file, string sentence)
    {
        var (status, type, body) = Recorded(file);
        prometheus.Says(status, body, type);

        Assert.Equal(sentence, (await prometheus.AskAsync(cancellationToken: TestContext.Current.CancellationToken)).Problem);
    }

    [Fact]
    public async Task An_error_with_many_labels_is_cut()
    {
        var (status, type, body) = Recorded("error-execution-many-to-many");
        prometheus.Says(status, body, type);

        var problem = (await prometheus.AskAsync(cancellationToken: TestContext.Current.CancellationToken)).Problem!;

        Assert.StartsWith("Prometheus “main” can't work the query out: found duplicate series", problem, StringComparison.Ordinal);
        Assert.True(problem.Length < 260);
    }

    [Fact]
    public void What_is_no_number_and_what_is_missing_is_no_zero()
    {
        var answer = PrometheusAnswerReader.Read(Bytes("query-range-gaps-nan"), isCut: false, mostSeries: 20);
        var nan = answer.Series.Single(one => one.Labels["kind"] == "nan");

        var line = EvenSteps.Of(nan, "odd", Investigation.Signals.SignalUnit.Number, PrometheusStub.To.AddMinutes(-10), PrometheusStub.To, TimeSpan.FromMinutes(1));

        Assert.Equal((11, 3), (line.Series.Points.Count, line.NotNumbers));
        Assert.All(line.Series.Points, point => Assert.Null(point.Value));
        Assert.Equal(-0.5, answer.Series.Single(one => one.Labels["kind"] == "neg").Points[0].Value);
    }

    [Fact]
    public void An_infinite_value_is_no_number()
    {
        var answer = PrometheusAnswerReader.Read(Bytes("query-nan-inf"), isCut: false, mostSeries: 20);

        Assert.True(answer.Series.Count >= 4);
        Assert.Contains(answer.Series, one => one.Points[0].Value == -0.5);
        Assert.Contains(answer.Series, one => one.Points[0].Value is null);
    }

    [Fact]
    public void Remarks_of_newer_versions_and_native_histograms_are_taken()
    {
        Assert.StartsWith("PromQL info: metric might not be a counter", Assert.Single(PrometheusAnswerReader.Read(Bytes("composed-infos-3.x"), isCut: false, mostSeries: 20).Infos), StringComparison.Ordinal);
        var histogram = Assert.Single(PrometheusAnswerReader.Read(Bytes("composed-native-histogram-vector"), isCut: false, mostSeries: 20).Series);
        Assert.True(histogram.HasHistograms);
        Assert.Empty(histogram.Points);
    }

    [Fact]
    public void Wherever_an_answer_is_cut_its_whole_lines_count_and_nothing_throws()
    {
        var whole = Bytes("query-range-matrix");
        var all = PrometheusAnswerReader.Read(whole, isCut: false, mostSeries: 20);

        for (var length = 0; length < whole.Length; length++)
        {
            var some = PrometheusAnswerReader.Read(whole.AsSpan(0, length), isCut: true, mostSeries: 20);
            Assert.True(some.Series.Count <= all.Series.Count);
            Assert.All(some.Series.Zip(all.Series), pair => Assert.Equal(pair.Second.Points, pair.First.Points));
        }
    }

    private static byte[] Bytes(string file) => Encoding.UTF8.GetBytes(Recorded(file).Body);

    private static (int Status, string Type, string Body) Recorded(string file)
    {
        var folder = Environment.GetEnvironmentVariable("INCIDENTBOT_CONTRACTS");
        Assert.SkipWhen(string.IsNullOrEmpty(folder), "INCIDENTBOT_CONTRACTS names no folder.");
        var response = JsonNode.Parse(File.ReadAllText(Path.Combine(folder!, "prometheus", "http", file + ".json")))!["response"]!;
        var body = response["body"] is JsonValue text ? text.GetValue<string>() : response["body"]!.ToJsonString();
        return ((int)response["status"]!, (string)response["headers"]!["content-type"]!, body);
    }
}
