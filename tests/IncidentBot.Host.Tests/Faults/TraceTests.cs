using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using IncidentBot.Delivery;
using IncidentBot.Host.Configuration;
using IncidentBot.Host.Terminals;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Host.Tests.Faults;

public sealed class TraceTests
{
    [Fact]
    public async Task One_trace_leads_from_the_request_to_the_last_send()
    {
        var ended = new ConcurrentBag<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is DeliveryMeter.Name or "Microsoft.AspNetCore",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = ended.Add,
        };
        ActivitySource.AddActivityListener(listener);
        await using var stage = await FragileStage.OpenAsync();
        await stage.StartAsync();

        var own = Assert.Single(
            await stage.Store.QueryAsync<string>("SELECT trace_parent FROM inbox WHERE kind = 'command'", null, default));
        var trace = own.Split('-')[1];
        var parts = ended.Where(activity => activity.TraceId.ToHexString() == trace).ToList();
        Assert.Contains(parts, activity => activity.OperationName == "work command");
        Assert.Contains(parts, activity => activity.OperationName == "send OpenChannel");
        Assert.Contains(parts, activity => activity.OperationName == "conversations.create");
        Assert.Contains(parts, activity => activity.OperationName == "send PinMessage");
        Assert.All(parts, activity => Assert.DoesNotContain(activity.TagObjects, tag => tag.Value?.ToString()?.Contains("Checkout", StringComparison.Ordinal) == true));
    }

    [Fact]
    public async Task Traces_and_metrics_go_to_the_collector_that_is_named()
    {
        var bodies = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        await using var collector = builder.Build();
        collector.Run(async context =>
        {
            await using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            var words = Encoding.Latin1.GetString(body.ToArray());
            bodies.AddOrUpdate(context.Request.Path, words, (_, before) => before + words);
        });
        await collector.StartAsync();
        var settings = new BotSettings { Telemetry = new TelemetryOptions(new Uri(collector.Urls.First()), OverHttp: true) };

        Environment.SetEnvironmentVariable("OTEL_SERVICE_NAME", "the-bot-next-door");
        await using (var stage = await FragileStage.OpenAsync(settings))
        {
            Environment.SetEnvironmentVariable("OTEL_SERVICE_NAME", null);
            await stage.StartAsync();
        }

        Assert.True(bodies["/v1/traces"].Length > 500);
        Assert.True(bodies["/v1/metrics"].Length > 500);
        Assert.All(bodies.Values, body => Assert.Contains("the-bot-next-door", body, StringComparison.Ordinal));
    }

    [Fact]
    public void An_endpoint_that_is_no_address_is_refused() =>
        Assert.Throws<StopException>(() => TelemetryOptions.Read(name => name == "OTEL_EXPORTER_OTLP_ENDPOINT" ? "collector" : null));
}
