using System.Net;
using System.Text;
using IncidentBot.Catalogue;
using IncidentBot.Investigation.Providers;
using IncidentBot.Monitoring;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Adapters.Tests.Monitoring.StatusPages;

/// <summary>Pages over real HTTP: how often they are asked, and what is made of servers that do not behave.</summary>
public sealed class StatusPagesTests : IAsyncLifetime
{
    private const string Fine = """{"status":{"indicator":"none"},"components":[],"incidents":[]}""";

    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero));
    private readonly CatalogueOptions catalogue = new();
    private readonly List<(string Path, string? Tag)> asked = [];
    private WebApplication? server;
    private ServiceProvider? services;
    private Func<HttpContext, Task> answer = context => context.Response.WriteAsync(Fine);

    [Fact]
    public async Task A_page_is_asked_once_a_minute_however_many_ask_and_then_only_for_what_has_changed()
    {
        answer = context =>
        {
            context.Response.Headers.ETag = "\"1\"";
            context.Response.StatusCode = context.Request.Headers.IfNoneMatch == "\"1\"" ? 304 : 200;
            return context.Response.StatusCode == 304 ? Task.CompletedTask : context.Response.WriteAsync(Fine);
        };

        var all = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => ReadAsync()));
        Assert.All(all, reading => Assert.Equal(ProviderState.Operational, reading.State));
        time.Advance(TimeSpan.FromSeconds(59));
        await ReadAsync();
        Assert.Equal([("/api/v2/summary.json", null)], asked);

        time.Advance(TimeSpan.FromSeconds(2));
        var later = await ReadAsync();
        Assert.Equal((ProviderState.Operational, time.GetUtcNow()), (later.State, later.At));
        Assert.Equal("\"1\"", asked[^1].Tag);
    }

    [Fact]
    public async Task A_page_that_fails_is_unknown_whatever_it_said_before()
    {
        Assert.Equal(ProviderState.Operational, (await ReadAsync()).State);
        answer = context =>
        {
            context.Response.StatusCode = 503;
            return Task.CompletedTask;
        };
        time.Advance(TimeSpan.FromMinutes(2));

        var reading = await ReadAsync();
        Assert.Equal(ProviderState.Unknown, reading.State);
        Assert.Equal("shop's status page answered 503.", reading.Problem);
        // And what it says is read anew, not taken for unchanged.
        answer = context => context.Response.WriteAsync(Fine);
        time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(ProviderState.Operational, (await ReadAsync()).State);
        Assert.Null(asked[^1].Tag);
    }

    [Fact]
    public async Task The_form_is_found_out_once()
    {
        answer = context =>
        {
            context.Response.StatusCode = context.Request.Path == "/feed" || context.Request.Path == "/" ? 200 : 404;
            return context.Response.StatusCode == 200 ? context.Response.WriteAsync("<rss><channel/></rss>") : Task.CompletedTask;
        };

        Assert.Equal(ProviderState.Operational, (await ReadAsync()).State);
        Assert.Equal(["/api/v2/summary.json", "/api/v1/summary", "/summary.json", "/"], asked.Select(one => one.Path));
        time.Advance(TimeSpan.FromMinutes(2));
        await ReadAsync();
        Assert.Equal("/", asked[4].Path);
        Assert.Equal(5, asked.Count);
    }

    [Theory]
    [InlineData("http://elsewhere.example/api/v2/summary.json", "leads to another place, http://elsewhere.example; set its page to that if it's right")]
    [InlineData("https://127.0.0.1/api/v2/summary.json", "leads to another place, https://127.0.0.1; set its page to that if it's right")]
    [InlineData("/again", "leads on and on")]
    public async Task It_is_not_led_to_another_host(string to, string problem)
    {
        catalogue.Providers["shop"].Form = ProviderForm.Statuspage;
        answer = context =>
        {
            context.Response.Redirect(to);
            return Task.CompletedTask;
        };

        Assert.Equal($"shop's status page {problem}.", (await ReadAsync()).Problem);
    }

    [Fact]
    public async Task It_follows_a_redirect_on_its_own_host()
    {
        answer = context =>
        {
            if (context.Request.Path == "/new")
                return context.Response.WriteAsync(Fine);
            context.Response.Redirect("/new");
            return Task.CompletedTask;
        };

        Assert.Equal(ProviderState.Operational, (await ReadAsync()).State);
    }

    [Fact]
    public async Task Too_much_is_not_read_to_its_end()
    {
        catalogue.Providers["shop"].Form = ProviderForm.Statuspage;
        answer = async context =>
        {
            var part = Encoding.UTF8.GetBytes(new string(' ', 1 << 16));
            for (var i = 0; i < 100; i++)
                await context.Response.Body.WriteAsync(part, context.RequestAborted);
        };

        Assert.Equal("shop's status page answered more than 4 MiB.", (await ReadAsync()).Problem);
    }

    [Fact]
    public async Task A_server_that_wants_to_be_left_alone_is()
    {
        answer = context =>
        {
            context.Response.StatusCode = (int)HttpStatusCode.TooManyRequests;
            context.Response.Headers.RetryAfter = "600";
            return Task.CompletedTask;
        };
        catalogue.Providers["shop"].Form = ProviderForm.Statuspage;
        await ReadAsync();
        time.Advance(TimeSpan.FromMinutes(9));
        await ReadAsync();
        Assert.Single(asked);
        time.Advance(TimeSpan.FromMinutes(2));
        await ReadAsync();
        Assert.Equal(2, asked.Count);
    }

    [Fact]
    public async Task Whoever_is_not_configured_is_not_asked()
    {
        var reading = await services!.GetRequiredService<IProviderPages>().ReadAsync("http://evil.example", TestContext.Current.CancellationToken);
        Assert.Equal(ProviderState.Unknown, reading.State);
        Assert.Empty(asked);
    }

    [Fact]
    public async Task A_host_that_cannot_be_reached_is_unknown()
    {
        catalogue.Providers["gone"] = new CatalogueProvider { Page = "http://127.0.0.1:1/", Form = ProviderForm.Statuspage };
        var reading = await services!.GetRequiredService<IProviderPages>().ReadAsync("gone", TestContext.Current.CancellationToken);
        Assert.Equal("gone's status page can't be reached.", reading.Problem);
    }

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        server = builder.Build();
        server.Run(context =>
        {
            lock (asked)
                asked.Add((context.Request.Path, context.Request.Headers.IfNoneMatch.Count == 0 ? null : context.Request.Headers.IfNoneMatch.ToString()));
            return answer(context);
        });
        await server.StartAsync();
        catalogue.Providers["shop"] = new CatalogueProvider { Page = server.Urls.First() };
        services = new ServiceCollection().AddSingleton<TimeProvider>(time).AddSingleton(catalogue).AddMonitoring().BuildServiceProvider();
    }

    public async ValueTask DisposeAsync()
    {
        await services!.DisposeAsync();
        await server!.DisposeAsync();
    }

    private Task<ProviderReading> ReadAsync() => services!.GetRequiredService<IProviderPages>().ReadAsync("shop", TestContext.Current.CancellationToken);
}
