using IncidentBot.Simulator.Control;
using IncidentBot.Simulator.Delivery;
using IncidentBot.Simulator.GitHub;
using IncidentBot.Simulator.Prometheus;
using IncidentBot.Simulator.Recording;
using IncidentBot.Simulator.WebApi;
using IncidentBot.Simulator.Wire;
using Microsoft.AspNetCore.Http.Features;

namespace IncidentBot.Simulator;

/// <summary>Assembles a simulator; the caller starts and stops it.</summary>
public static class SimulatorApplication
{
    private const long MaxBody = 24 << 20;

    /// <summary>
    /// Builds the web application of one local workspace. It listens on <see cref="SimulatorOptions.Urls"/> and reads no other
    /// configuration; starting it throws an <see cref="IOException"/> when the address is in use.
    /// </summary>
    /// <exception cref="ArgumentException">One of the addresses is not this machine's alone.</exception>
    public static WebApplication Build(SimulatorOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var urls = options.Urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (!Array.TrueForAll(urls, LoopbackNames.IsAddress))
        {
            throw new ArgumentException(
                $"The simulator has no sign-in, so it only listens on this machine, not on {options.Urls}.", nameof(options));
        }

        // An empty builder: neither the environment nor a settings file of the folder it happens to run in may change the simulator.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "IncidentBot.Simulator" });
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBody;
        });
        builder.WebHost.UseUrls(urls);
        builder.Services.AddRoutingCore();
        builder.Services.Configure<FormOptions>(form => form.ValueLengthLimit = (int)MaxBody);
        if (options.LogToConsole) builder.Logging.AddConsole().SetMinimumLevel(LogLevel.Warning)
            // A start that fails is told by the caller, in one sentence.
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        var world = new SimulatedWorld(options);
        builder.Services.AddSingleton(_ => world);
        var state = new StateRoutes(world.Slack, world.Journal, options);
        if (options.KeepIn is { } path)
        {
            var keeper = new WorkspaceKeeper(path, world.Slack.Workspace, state, new RestoreRoute(world.Slack));
            keeper.PutBack();
            builder.Services.AddHostedService(_ => keeper);
        }

        var app = builder.Build();
        // Resolved once, so that the container disposes it with the application.
        app.Services.GetRequiredService<SimulatedWorld>();
        Map(app, options, world, state);
        return app;
    }

    private static void Map(WebApplication app, SimulatorOptions options, SimulatedWorld world, StateRoutes state)
    {
        world.Slack.Workspace.Address = () => app.Urls.FirstOrDefault() ?? options.Urls;
        world.GitHub.State.Address = () => (app.Urls.FirstOrDefault() ?? options.Urls) + "/github";
        // Held calls would keep the server from stopping.
        app.Lifetime.ApplicationStopping.Register(world.Faults.Clear);
        app.Use(new RequestRules(options.Hosts).ProtectAsync);
        if (options.WaitForApp) app.Use(new FirstRequestGate(world.App).WaitAsync);
        app.Use(GitHubEndpoints.AcceptEnterprisePath);
        app.UseRouting();
        app.MapMethods(
            "/api/{method}", [HttpMethods.Get, HttpMethods.Post],
            (HttpContext context, string method) => world.WebApi.HandleAsync(context, method));
        new SocketEndpoints(
            world.Sockets, world.Runner, world.Slack.Workspace, world.Clock, options.Secrets, app.Lifetime.ApplicationStopping).Map(app);
        new SocketRoutes(world.Sockets).Map(app);
        new ContentEndpoints(world.Slack, world.Runner, options.Secrets).Map(app);
        state.Map(app);
        new ActionRoutes(world.Slack).Map(app);
        new SharingRoutes(world.Slack).Map(app);
        new RestoreRoute(world.Slack).Map(app);
        new InteractionRoutes(world.Slack, new InteractionPayloads(world.Slack), world.Dispatcher).Map(app);
        new FaultRoutes(world.Slack.Workspace, world.Faults, world.Journal, world.Dispatcher, world.Clock).Map(app);
        new MixRoutes(world.Mix).Map(app);
        new GitHubEndpoints(world.GitHub, world.Runner).Map(app);
        new GitHubControl(world.GitHub).Map(app);
        new PrometheusEndpoint(world.Prometheus, world.Runner).Map(app);
        new PrometheusControl(world.Prometheus, world.Clock).Map(app);
        var story = new GitHubStory(world.GitHub);
        story.Map(app);
        var changes = new ChangePoster(options, world.Dispatcher, world.Clock, world.GitHub.Hooks.Changed);
        new DeployPanel(world.GitHub, story, changes).Map(app);
        world.StatusPages.Map(app);
        new StatusPageControl(world.StatusPages, () => world.Live.Changed("github")).Map(app);
        new StreamRoute(world.Live, app.Lifetime).Map(app);
        PageRoutes.Map(app);
    }
}
