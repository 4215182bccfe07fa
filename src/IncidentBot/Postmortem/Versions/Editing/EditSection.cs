using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Language;
using IncidentBot.Postmortem.Versions.Merging;

namespace IncidentBot.Postmortem.Versions.Editing;

/// <summary>Edits one section of the draft by a form.</summary>
internal sealed class EditSection(PostmortemStore drafts, KeepEdit keep, ChatPlatforms platforms)
{
    /// <summary>The form of the section that a button names, in its newest version.</summary>
    public async Task<Opened> OpenAsync(FormCall call, CancellationToken cancellationToken)
    {
        var incident = call.Incident;
        if (!DraftSectionButtons.TryRead(call.More, out var version, out var place)
            || await drafts.FindNewestAsync(incident.Workspace, incident.Id, cancellationToken) is not { } newest
            || await drafts.FindAsync(incident.Workspace, incident.Id, version, cancellationToken) is not { } shown
            || DraftSections.Of(shown.Markdown).ElementAtOrDefault(place) is not { } picked)
            return Absent();

        var at = DraftSections.Of(newest.Markdown).Index().Where(one => one.Item.Key == picked.Key).Select(one => one.Index)
            .DefaultIfEmpty(-1).First();
        return at < 0 ? Absent() : Open(incident, newest, at);
    }

    /// <summary>The form of the section whose heading was typed.</summary>
    public async Task<Opened> OpenTypedAsync(FormCall call, string heading, CancellationToken cancellationToken)
    {
        var incident = call.Incident;
        if (await drafts.FindNewestAsync(incident.Workspace, incident.Id, cancellationToken) is not { } newest)
            return Opened.Refused(NoDraft());

        return TypedSection.Find(newest, heading) is { } place
            ? Open(incident, newest, place)
            : Opened.Refused(TypedSection.Unknown(newest, heading));
    }

    /// <summary>Keeps what was filled in.</summary>
    public Task<Happened> HandleAsync(FormSubmitted sent, Call call, CancellationToken cancellationToken) =>
        DraftSectionButtons.TryRead(call.More, out var version, out var place)
            ? keep.HandleAsync(
                call.Incident, version, draft => SectionForm.Edited(draft, place, sent.Values), sent.Who, call.Work, cancellationToken)
            : Happened.Unreadable;

    /// <summary>Says that there is no draft yet.</summary>
    internal static RichText NoDraft() =>
        RichText.Of($"There is no draft of the postmortem yet. To assemble one, type {CommandGrammar.Typed("postmortem")}.");

    private Opened Open(Incident incident, PostmortemDraft draft, int place) =>
        SectionForm.Open(incident, draft, place, platforms.Of(incident.Platform).Limits);

    private static Opened Absent() => Opened.Refused(
        $"The newest draft no longer has that section. To see the sections, type {CommandGrammar.Typed("postmortem edit")}.");
}

/// <summary>Finds the section that somebody has typed.</summary>
internal static class TypedSection
{
    /// <summary>The place of the section in a draft; null: none is called so.</summary>
    public static int? Find(PostmortemDraft draft, string typed)
    {
        var titles = DraftSections.Of(draft.Markdown).Select(DraftSectionButtons.Title).ToList();
        var at = titles.FindIndex(title => string.Equals(title, typed, StringComparison.OrdinalIgnoreCase));
        at = at >= 0 ? at : titles.FindIndex(title => title.StartsWith(typed, StringComparison.OrdinalIgnoreCase));
        return at >= 0 ? at : null;
    }

    /// <summary>Says that no section is called so.</summary>
    public static RichText Unknown(PostmortemDraft draft, string typed)
    {
        var titles = DraftSections.Of(draft.Markdown).Select(DraftSectionButtons.Title).ToList();
        var meant = Words.Nearest(typed, titles) is { } near ? $" Did you mean “{near}”?" : string.Empty;
        return RichText.Of(
            $"{PostmortemRules.Name(draft)} has no section “{Language.OneLine.Of(typed, 40)}”.{meant} To see the sections, type "
                + $"{CommandGrammar.Typed("postmortem edit")}.");
    }
}
