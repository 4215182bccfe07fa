using IncidentBot.Catalogue;
using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Delivery;
using IncidentBot.Incidents.Routes;
using IncidentBot.Language;

namespace IncidentBot.Incidents.Services;

/// <summary>Shows one person the affected services, with links whose window ends now.</summary>
internal sealed class ShowServices(IncidentStore incidents, CatalogueOptions catalogue)
{
    /// <summary>Answers privately.</summary>
    public async Task<Happened> HandleAsync(Incident incident, Inbound by, Work work, CancellationToken cancellationToken)
    {
        var facts = await incidents.ListFactsAsync(work.Workspace, incident.Id, cancellationToken);
        var named = incident.Services.Count == 0
            ? $"{incident.Id} names no service yet."
            : $"{incident.Id} names {string.Join(", ", incident.Services)}.";
        var unknown = incident.Services.Where(name => catalogue.Find(name) is null).ToList();
        var remark = catalogue.Services.Count == 0 || unknown.Count == 0
            ? ""
            : $" The catalogue doesn't have {string.Join(", ", unknown)}.";
        var how = RichText.Of(
            $"To change them, type {CommandGrammar.Typed("service add NAME")} or {CommandGrammar.Typed("service remove NAME")}.");
        var links = ServiceLinksCard.Compose(incident, catalogue, by.At, InviteOwners.Invited(facts));
        return Happened.Answered(
            new Card(
                $"{named}{remark} {how.ToPlainText()} ({When.ToTheSecond(by.At)})",
                [new Paragraph($"{named}{remark}"), .. links?.Parts.Skip(1) ?? [], new SmallPrint(how)]));
    }
}
