using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents.Routes;

namespace IncidentBot.Home;

/// <summary>
/// Answers on the bot's own page whoever did something there: a direct message would come where nobody looks at that moment.
/// </summary>
internal static class AnswerHome
{
    /// <summary>Shows the answer. Until its reader goes back, or opens the page again, nothing that happens replaces it.</summary>
    public static void Show(PersonId person, Card answer, Work work)
    {
        HomeStore.Forget(work.Batch, work.Workspace, person);
        work.Send(
            new Outgoing(
                string.Create(CultureInfo.InvariantCulture, $"home/{person}/{work.Key}/answer/{work.Outgoing.Count}"),
                new ShowHome(person, HomeCard.Answering(answer), IsAnswer: true))
            {
                Replaces = $"home/{person}",
                For = SentPurposes.OfNoIncident(SentPurposes.Home),
                Urgency = Urgency.Now,
            });
    }
}
