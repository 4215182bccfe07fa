using System.Globalization;
using System.Text.Json.Nodes;
using IncidentBot.Simulator.BlockKit;
using IncidentBot.Simulator.Wire;

namespace IncidentBot.Simulator.Workspace;

/// <summary>The modals people have open, one stack each, and their home tabs.</summary>
internal sealed class Views(SlackWorkspace workspace, Triggers triggers)
{
    /// <summary>Most views in one stack (docs.slack.dev/surfaces/modals).</summary>
    public const int MaxStack = 3;

    private readonly List<View> open = [];
    private readonly Dictionary<string, View> homes = new(StringComparer.Ordinal);

    /// <summary>All open modals, the one on top last within a person's stack.</summary>
    public IReadOnlyList<View> Modals => open;

    public IEnumerable<View> Homes => homes.Values;

    public View? Home(string userId) => homes.GetValueOrDefault(userId);

    public View? Find(string? id) => open.Find(v => v.Id == id) ?? homes.Values.FirstOrDefault(v => v.Id == id);

    public View? Top(string userId) => open.FindLast(v => v.UserId == userId);

    public View Open(string triggerId, JsonObject definition)
    {
        ViewRules.Check(definition, "modal");
        RefuseTakenExternalId(definition, except: null);
        var trigger = triggers.Take(triggerId);
        CloseAll(trigger.UserId);
        return Add(trigger.UserId, definition, previous: null);
    }

    public View Push(string triggerId, JsonObject definition)
    {
        ViewRules.Check(definition, "modal");
        RefuseTakenExternalId(definition, except: null);
        var trigger = triggers.Take(triggerId);
        // A view is pushed onto the one the trigger came from.
        var below = Find(trigger.ViewId) ?? throw new SlackRefusal("invalid_trigger_id");
        return PushOnto(below, definition);
    }

    public View PushOnto(View below, JsonObject definition)
    {
        if (open.Count(v => v.UserId == below.UserId) >= MaxStack) throw new SlackRefusal("push_limit_reached");
        return Add(below.UserId, definition, previous: below);
    }

    public View Update(View view, JsonObject definition, string? hash)
    {
        ViewRules.Check(definition, view.Type);
        RefuseTakenExternalId(definition, except: view);
        if (hash is not null && hash != view.Hash) throw new SlackRefusal("hash_conflict");
        view.Definition = definition;
        view.Hash = NextHash();
        // What a person typed stays where block id and action id stay.
        view.State = ViewState.Carry(view.Blocks, view.State);
        workspace.Live.Changed("view");
        return view;
    }

    public View Publish(string userId, JsonObject definition, string? hash)
    {
        ViewRules.Check(definition, "home");
        var existing = Home(userId);
        if (existing is not null) return Update(existing, definition, hash);
        var id = workspace.Ids.Next("V");
        var view = new View { Id = id, UserId = userId, RootId = id, Definition = definition, Hash = NextHash() };
        view.State = ViewState.Carry(view.Blocks, []);
        homes[userId] = view;
        workspace.Live.Changed("view");
        return view;
    }

    public void Close(View view)
    {
        open.Remove(view);
        workspace.Live.Changed("view");
    }

    public IReadOnlyList<View> CloseAll(string userId)
    {
        var closed = open.Where(v => v.UserId == userId).ToList();
        open.RemoveAll(v => v.UserId == userId);
        if (closed.Count > 0) workspace.Live.Changed("view");
        return closed;
    }

    private View Add(string userId, JsonObject definition, View? previous)
    {
        var id = workspace.Ids.Next("V");
        var view = new View
        {
            Id = id, UserId = userId, RootId = previous?.RootId ?? id, PreviousId = previous?.Id, Definition = definition,
            Hash = NextHash(),
        };
        view.State = ViewState.Carry(view.Blocks, []);
        open.Add(view);
        workspace.Live.Changed("view");
        return view;
    }

    private string NextHash() =>
        string.Create(CultureInfo.InvariantCulture, $"{workspace.NowSeconds}.{workspace.Ids.NextNumber():x8}");

    private void RefuseTakenExternalId(JsonObject definition, View? except)
    {
        var externalId = definition["external_id"]?.ToString();
        if (!string.IsNullOrEmpty(externalId) && open.Exists(v => v != except && v.ExternalId == externalId))
            throw new SlackRefusal("duplicate_external_id");
    }
}
