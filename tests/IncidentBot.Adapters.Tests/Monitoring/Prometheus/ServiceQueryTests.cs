using IncidentBot.Catalogue;
using IncidentBot.Investigation.Signals;
using IncidentBot.Monitoring.Prometheus;

namespace IncidentBot.Adapters.Tests.Monitoring.Prometheus;

/// <summary>What is asked about a service, by what the catalogue says of it.</summary>
public sealed class ServiceQueryTests
{
    private static readonly PrometheusOptions One = new() { Sources = { ["main"] = new PrometheusSource { Url = new Uri("https://prometheus.example.com") } } };

    [Theory]
    [InlineData("otel", "service_name=\"checkout\"", "p50 p95 p99 traffic errors")]
    [InlineData("ingress-nginx", "ingress=\"checkout\"", "p50 p95 p99 traffic errors")]
    [InlineData("istio", "destination_service_name=\"checkout\"", "p50 p95 p99 traffic errors")]
    [InlineData("cadvisor", "container=\"checkout\"", "CPU memory throttled CPU")]
    public void A_set_of_queries_finds_a_service_by_its_name(string profile, string matcher, string names)
    {
        var queries = Queries(new ServiceSignals { Profile = profile });

        Assert.Equal(names, string.Join(' ', queries.Select(query => query.Name)));
        Assert.All(queries, query => Assert.Contains(matcher, query.Text, StringComparison.Ordinal));
        Assert.All(queries, query => Assert.DoesNotContain('$', query.Text));
        Assert.All(queries, query => Assert.Equal(query.Text.Count(c => c == '('), query.Text.Count(c => c == ')')));
    }

    [Fact]
    public void Istio_counts_in_milliseconds_and_the_bot_in_seconds()
    {
        var latency = Queries(new ServiceSignals { Profile = "istio" })[0];

        Assert.EndsWith(" / 1000", latency.Text, StringComparison.Ordinal);
        Assert.Equal(0.001, latency.BucketScale);
    }

    [Fact]
    public void A_query_of_ones_own_stands_in_for_the_usual_one()
    {
        var queries = Queries(new ServiceSignals
        {
            Profile = "otel", Labels = { ["job"] = "shop/checkout", ["env"] = "prod" }, Errors = "sum(rate(failed{$labels}[$interval])) / $intervals", Saturation = "pool{service=\"$service\"}",
        });

        Assert.Equal("sum(rate(failed{env=\"prod\",job=\"shop/checkout\"}[300s])) / $intervals", queries.Single(query => query.Signal == GoldenSignal.Errors).Text);
        Assert.Equal("pool{service=\"checkout\"}", queries.Single(query => query.Signal == GoldenSignal.Saturation).Text);
        Assert.Equal(6, queries.Count);
    }

    [Fact]
    public void No_value_becomes_anything_but_a_value()
    {
        var text = PromQl.Fill("up{$labels}", PromQl.Matchers([new("a", "x\"} or vector(1) #\\\n$service")]), "checkout", TimeSpan.FromMinutes(5));

        Assert.Equal("up{a=\"x\\\"} or vector(1) #\\\\\\n$service\"}", text);
        Assert.Equal("up{a=\"\\\"\"}", PromQl.Fill("up{a=\"$service\"}", "", "\"", TimeSpan.FromMinutes(5)));
    }

    [Fact]
    public void Nothing_is_asked_about_what_the_catalogue_does_not_know()
    {
        var signals = new PrometheusSignals(null!, One, Catalogue(new ServiceSignals { Profile = "otel" }));

        Assert.Empty(signals.QueriesOf("payments", TimeSpan.FromMinutes(5)));
        Assert.NotEmpty(signals.QueriesOf("Checkout", TimeSpan.FromMinutes(5)));
    }

    [Theory]
    [InlineData("Profile", "otle", "Catalogue:Services:checkout:Signals:0:Profile is “otle”, but must be one of otel, node, cadvisor, ingress-nginx, istio.")]
    [InlineData("Profile", "node", "Catalogue:Services:checkout:Signals:0 needs Labels: node knows no services, so say which series are meant, such as instance.")]
    [InlineData("Source", "other", "Catalogue:Services:checkout:Signals:0:Source is “other”, but must be one of main.")]
    [InlineData("Errors", "x{$labels}", "Catalogue:Services:checkout:Signals:0 has a query with $labels in it, but no Labels: say which series are meant, such as service_name.")]
    public void What_is_wrong_in_the_catalogue_is_said(string field, string value, string problem)
    {
        var signals = new ServiceSignals();
        typeof(ServiceSignals).GetProperty(field)!.SetValue(signals, value);

        Assert.Equal([problem], PrometheusSettingRules.Problems(One, Catalogue(signals)));
    }

    [Theory]
    [InlineData("ftp://x", null, null, null, "Prometheus:Sources:main:Url is missing; set it to the address of Prometheus, such as https://prometheus.example.com.")]
    [InlineData("https://bot:secret@x", null, null, null, "Prometheus:Sources:main:Url holds a name or password, which would be seen in logs; set Prometheus:Sources:main:Username and Prometheus:Sources:main:Password instead.")]
    [InlineData("https://x/api/v1", null, null, null, "Prometheus:Sources:main:Url ends in /api/v1, which the bot adds itself; write what stands before it.")]
    [InlineData("https://x", "bot", null, null, "Prometheus:Sources:main:Username is set but Prometheus:Sources:main:Password isn't: set both, or neither.")]
    [InlineData("https://x", "bot", "secret", "secret", "Prometheus:Sources:main:Token and Prometheus:Sources:main:Username are both set, but only one of them can be sent: leave one out.")]
    [InlineData("https://x", null, null, "sec ret", "Prometheus:Sources:main:Token has a space, a line break or a letter in it that no token has; copy it again.")]
    public void What_is_wrong_with_a_source_is_said_without_its_secrets(string url, string? name, string? password, string? token, string problem)
    {
        var options = new PrometheusOptions { Sources = { ["main"] = new PrometheusSource { Url = new Uri(url), Username = name, Password = password, Token = token } } };

        Assert.Equal([problem], PrometheusSettingRules.Problems(options, new CatalogueOptions()));
    }

    [Theory]
    [InlineData("Authorization", "x", "Prometheus:Sources:main:Headers has Authorization, which the bot sets itself; for access, set Prometheus:Sources:main:Token or Prometheus:Sources:main:Username.")]
    [InlineData("X Scope", "x", "Prometheus:Sources:main:Headers has a name that can't be a header's, such as X-Scope-OrgID.")]
    [InlineData("X-Scope-OrgID", "sec\r\nret", "Prometheus:Sources:main:Headers:X-Scope-OrgID has a line break or a letter in it that no header has.")]
    public void What_is_wrong_with_a_header_is_said_without_its_value(string name, string value, string problem)
    {
        var options = new PrometheusOptions { Sources = { ["main"] = new PrometheusSource { Url = new Uri("https://x"), Headers = { [name] = value } } } };

        Assert.Equal([problem], PrometheusSettingRules.Problems(options, new CatalogueOptions()));
    }

    private static IReadOnlyList<SignalQuery> Queries(ServiceSignals signals) =>
        ServiceQueries.Of("checkout", Catalogue(signals).Services["checkout"], One, TimeSpan.FromMinutes(5));

    private static CatalogueOptions Catalogue(ServiceSignals signals) => new() { Services = { ["checkout"] = new CatalogueService { Signals = [signals] } } };
}
