using IncidentBot.Simulator.Clock;
using IncidentBot.Simulator.Delivery;
using IncidentBot.Simulator.GitHub;
using IncidentBot.Simulator.Prometheus;
using IncidentBot.Simulator.Recording;
using IncidentBot.Simulator.Sockets;
using IncidentBot.Simulator.StatusPages;
using IncidentBot.Simulator.WebApi;
using IncidentBot.Simulator.Wire;
using IncidentBot.Simulator.Workspace;

namespace IncidentBot.Simulator;

/// <summary>The parts of one simulator, made together and disposed together.</summary>
internal sealed class SimulatedWorld : IAsyncDisposable
{
    public SimulatedWorld(SimulatorOptions options)
    {
        Clock = options.Clock ?? VirtualClock.FollowingRealTime();
        Journal = new Journal(Clock, Live);
        Sockets = new SocketHub(Clock);
        App = new AppConnection(options, Clock, Sockets);
        Dispatcher = new Dispatcher(App, Journal, Faults, Mix, Clock, options.RetryScale);
        Runner = new CallRunner(Journal, Faults);
        var workspace = new SlackWorkspace(Clock, new EventFeed(Dispatcher, Clock), Live) { WorkspaceUrl = options.WorkspaceUrl };
        workspace.Events.OtherTeamOf = id => workspace.People.Find(p => p.Id == id)?.OtherTeam;
        WorkspaceSeed.Fill(workspace);
        var posts = new Posts(workspace);
        var triggers = new Triggers(workspace);
        Slack = new SlackServices(workspace, new Conversations(workspace, posts), posts, new Views(workspace, triggers), triggers,
            new ResponseUrls(workspace), new Uploads(workspace, posts));
        StatusPages = new StatusPageDoubles(Clock);
        GitHub = new GitHubDouble(Clock, Dispatcher);
        GitHub.Hooks.Changed = () => Live.Changed("github");
        WebApi = new WebApiEndpoint(Slack, Runner, options.Scopes, options.Secrets);
    }

    public TimeProvider Clock { get; }

    public LiveFeed Live { get; } = new();

    public FaultBoard Faults { get; } = new();

    public Mix Mix { get; } = new();

    public Journal Journal { get; }

    public AppConnection App { get; }

    public SocketHub Sockets { get; }

    public Dispatcher Dispatcher { get; }

    public CallRunner Runner { get; }

    public SlackServices Slack { get; }

    public WebApiEndpoint WebApi { get; }

    public GitHubDouble GitHub { get; }

    public PrometheusDouble Prometheus { get; } = new();

    public StatusPageDoubles StatusPages { get; }

    public async ValueTask DisposeAsync()
    {
        Faults.Clear();
        await Dispatcher.DisposeAsync();
        App.Dispose();
    }
}
