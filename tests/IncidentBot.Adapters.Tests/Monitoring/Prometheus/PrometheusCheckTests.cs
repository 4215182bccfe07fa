using IncidentBot.Catalogue;
using IncidentBot.Monitoring.Prometheus;
using IncidentBot.Operating;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Adapters.Tests.Monitoring.Prometheus;

/// <summary>What doctor and the health page say of the sources.</summary>
public sealed class PrometheusCheckTests : IAsyncLifetime
{
    private PrometheusStub prometheus = null!;

    public async ValueTask InitializeAsync() => prometheus = await PrometheusStub.StartAsync();

    public async ValueTask DisposeAsync() => await prometheus.DisposeAsync();

    [Fact]
    public async Task Without_a_source_nothing_is_wrong() =>
        Assert.Equal(Verdict.Ok, Assert.Single(await ExamineAsync(new PrometheusOptions(), new CatalogueOptions())).Verdict);

    [Fact]
    public async Task A_query_without_data_is_named_with_its_text()
    {
        var found = await ExamineAsync(Options(), Catalogue());

        Assert.Equal(Finding.Good("Signals", "Prometheus “main” answers."), found[0]);
        Assert.Equal(6, found.Count);
        Assert.Equal("checkout, p50: no data in the last 5 min.", found[1].Sentence);
        Assert.Contains("service_name=\"checkout\"", found[1].Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_source_that_refuses_is_broken_and_its_queries_are_not_asked()
    {
        prometheus.Says(401, "", "text/plain");

        var found = Assert.Single(await ExamineAsync(Options(), Catalogue()));

        Assert.Equal((Verdict.Error, "Prometheus “main” refuses the bot (HTTP 401). Check Prometheus:Sources:main:Token, or :Username and :Password."), (found.Verdict, found.Sentence));
    }

    [Fact]
    public async Task The_health_page_warns_of_a_source_and_not_of_a_query()
    {
        var services = Services(Options(), Catalogue());
        var (signals, health) = (services.GetRequiredService<PrometheusSignals>(), services.GetRequiredService<ReadHealth>());
        Assert.Equal("unknown", (string?)health(null).Fields["signals"]!["main"]);

        prometheus.Says(400, """{"status":"error","errorType":"bad_data","error":"parse error"}""");
        await AskAsync(signals);
        Assert.Equal(("ok", 0), ((string?)health(null).Fields["signals"]!["main"], health(null).Warnings.Count));

        prometheus.Says(503, "", "text/plain");
        await AskAsync(signals);
        Assert.Equal("failing", (string?)health(null).Fields["signals"]!["main"]);
        Assert.Equal(["Prometheus “main” is too busy (HTTP 503)."], health(null).Warnings);
        Assert.False(health(null).IsFailing);
    }

    private static Task AskAsync(PrometheusSignals signals) => signals.AskAsync(
        PrometheusStub.Query(), PrometheusStub.To.AddMinutes(-1), PrometheusStub.To, TimeSpan.FromSeconds(15), TestContext.Current.CancellationToken);

    private static Task<IReadOnlyList<Finding>> ExamineAsync(PrometheusOptions options, CatalogueOptions catalogue) =>
        Services(options, catalogue).GetServices<DoctorCheck>().Single(check => check.Area == "Signals").RunAsync(TestContext.Current.CancellationToken);

    private static ServiceProvider Services(PrometheusOptions options, CatalogueOptions catalogue) =>
        new ServiceCollection().AddSingleton(catalogue).AddPrometheus(options).AddPrometheusChecks().BuildServiceProvider();

    private PrometheusOptions Options() => new() { Sources = { ["main"] = new PrometheusSource { Url = prometheus.Root } } };

    private static CatalogueOptions Catalogue() => new() { Services = { ["checkout"] = new CatalogueService { Signals = [new ServiceSignals { Profile = "otel" }] } } };
}
