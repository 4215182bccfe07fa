using IncidentBot.Simulator.Delivery;
using IncidentBot.Simulator.GitHub.Access;
using IncidentBot.Simulator.GitHub.Hooks;
using IncidentBot.Simulator.GitHub.State;
using IncidentBot.Simulator.GitHub.Writes;

namespace IncidentBot.Simulator.GitHub;

/// <summary>The local GitHub with all that belongs to it.</summary>
internal sealed class GitHubDouble
{
    public GitHubDouble(TimeProvider clock, Dispatcher dispatcher)
    {
        State = new LocalGitHub(clock);
        Doorkeeper = new Doorkeeper(State);
        Hooks = new HookSender(State, Doorkeeper, dispatcher);
        Events = new HookEvents(Hooks);
        Deployments = new DeploymentWrites(State, Events);
    }

    public LocalGitHub State { get; }

    public Doorkeeper Doorkeeper { get; }

    public Limits Limits { get; } = new();

    public HookSender Hooks { get; }

    public HookEvents Events { get; }

    public DeploymentWrites Deployments { get; }
}
