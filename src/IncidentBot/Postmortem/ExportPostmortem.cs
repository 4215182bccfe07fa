using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Delivery;
using IncidentBot.Delivery.Audit;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Postmortem.Versions;
using IncidentBot.Postmortem.Versions.Editing;

namespace IncidentBot.Postmortem;

/// <summary>Uploads the draft into the incident's channel, brought up to date first.</summary>
internal sealed class ExportPostmortem(
    IncidentStore incidents, RenewDraft drafts, AuditCheck audit, ChannelWarnings warnings, PostmortemBoard board)
{
    /// <summary>The kind of own work that leads here.</summary>
    internal static readonly WorkKind<DraftAsked> Kind = DraftAsked.Kind("own/export-postmortem");

    /// <summary>Somebody asks for the file: it is made in a turn of its own.</summary>
    public static Happened Ask(Call call)
    {
        call.Work.Then(DraftAsked.By(call, Kind));
        return Happened.Nothing;
    }

    /// <summary>Assembles if anything has changed, and uploads; whoever asked from elsewhere is told where the file is.</summary>
    public async Task<Happened> HandleAsync(DraftAsked asked, Work work, CancellationToken cancellationToken)
    {
        var id = asked.Id;
        work.Origin = asked.Origin ?? work.Origin;
        if (await incidents.FindAsync(work.Workspace, id, cancellationToken) is not { } incident)
            return Happened.Nothing;

        var renewed = await drafts.RenewAsync(incident, work, cancellationToken);
        var draft = renewed.Draft;
        var heads = await audit.FindHeadsAsync(work.Workspace, id.Number, cancellationToken);
        work.Send(Upload(incident, renewed.Now, heads, work.Key));
        if (asked.Reply is not { } reply || IncidentBoard.IsReadBy(incident, reply))
            return Happened.Nothing;

        return Happened.Answered(
            Card.Of(
                $"{PostmortemRules.Name(draft)} of the postmortem for {id} is being uploaded to the incident's channel as "
                    + $"{PostmortemRules.FileName(id, draft)}."),
            reply);
    }

    /// <summary>
    /// Takes the offer to export off the message that tells of a draft once its file is there; or tells the channel that it could not be
    /// uploaded, and how else it can be had.
    /// </summary>
    public async Task<Happened> OnSentAsync(IncidentId id, SentAction sent, Work work, CancellationToken cancellationToken)
    {
        if (sent.Action is not UploadFile upload
            || await incidents.FindAsync(work.Workspace, id, cancellationToken) is not { Channel: not null } incident)
            return Happened.Nothing;

        if (sent.Outcome is NotSent failed)
            await WarnAsync(incident, upload, failed, work, cancellationToken);
        else if (await drafts.LoadAsync(incident, work, cancellationToken) is { Draft: { } newest } now
            && string.Equals(PostmortemRules.FileName(id, newest), upload.FileName, StringComparison.Ordinal))
            await board.ShowExportedAsync(incident, now, work, cancellationToken);

        return Happened.Nothing;
    }

    private async Task WarnAsync(Incident incident, UploadFile upload, NotSent failed, Work work, CancellationToken cancellationToken) =>
        await warnings.WarnAsync(
            work, incident, $"{incident.Id}/warning/{work.Key}",
            RichText.Of(
                $"{upload.FileName} could not be uploaded. {failed.Sentence} The draft is kept. To try again, type "
                    + $"{CommandGrammar.Typed("export")}, or run "
                    + $"{new CodeSpan($"export {incident.Id} --format markdown --out {upload.FileName}")} on the bot's host."),
            isFirst: false, cancellationToken);

    private static string Comment(IncidentId incident, DraftNow now)
    {
        var draft = $"{PostmortemRules.Name(now.Draft!)} of the postmortem for {incident}";
        var import = CommandGrammar.Mentioned("postmortem import");
        var back = $"To change it, edit the file and attach it to a message here that says {import}.";
        return now.State.Published?.Version == now.Draft!.Version ? $"{draft}, as it was published."
            : now.Draft.HasEdits ? $"{draft}. {back}"
            : $"{draft}, assembled from the record. Complete it together: causes, what went well, action items. {back}";
    }

    // One upload for each request: the same request worked twice uploads once.
    private static Outgoing Upload(Incident incident, DraftNow now, AuditHeads heads, string request)
    {
        var draft = now.Draft!;
        var name = PostmortemRules.Name(draft);
        return new Outgoing(
            $"{incident.Id}/export/{request}",
            new UploadFile(
                IncidentBoard.Channel(incident),
                PostmortemRules.FileName(incident.Id, draft),
                $"{incident.Id} postmortem, {name.ToLowerInvariant()}",
                DraftFile.Write(draft, incident.Id, now.State.Published, heads),
                Comment(incident.Id, now)))
        {
            For = SentPurposes.For(incident.Id, SentPurposes.Upload),
            Lane = $"{incident.Id}/postmortem",
        };
    }
}
