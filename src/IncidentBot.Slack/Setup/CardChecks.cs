using System.Text.Json;
using IncidentBot.Chat;
using IncidentBot.Operating;
using IncidentBot.Slack.Rendering;
using IncidentBot.Slack.WebApi;
using IncidentBot.Slack.Wire;

namespace IncidentBot.Slack.Setup;

/// <summary>
/// Asks Slack whether it would take what the bot sends (https://docs.slack.dev/reference/methods/blocks.validate): every part of a message,
/// a form and a Home page, at its shortest and at its longest. Nothing is posted.
/// </summary>
internal sealed class CardChecks(SlackApi api)
{
    private const string Area = "Messages";

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken)
    {
        var findings = new List<Finding>();
        var samples = Samples().ToList();
        foreach (var (what, kind, payload) in samples)
        {
            try
            {
                await api.ValidateAsync(kind, payload, cancellationToken);
            }
            catch (SlackException refused) when (refused.Error.Code == $"invalid_{kind}")
            {
                findings.Add(Finding.Broken(
                    Area, $"Slack would refuse {what}: {refused.Error.Detail ?? refused.Error.Code}",
                    "Update IncidentBot; if it stays, report this line to its maintainers."));
            }
            catch (SlackException unasked)
            {
                // Not every Slack has the method, and it has rate limits of its own.
                return [.. findings, Finding.Good(Area, $"Not checked: {SlackSentences.For(unasked.Error)}")];
            }
        }
        return findings.Count > 0
            ? findings
            : [Finding.Good(Area, $"Slack takes every kind of message, form and Home page that the bot makes ({samples.Count} tried).")];
    }

    private static IEnumerable<(string What, string Kind, string Payload)> Samples()
    {
        foreach (var (what, card) in CardSamples.Cards)
        {
            var message = SlackBlocks.Render(card);
            var whole = new CheckedMessage(message.Text, message.Blocks);
            yield return (what, "message", JsonSerializer.Serialize(whole, SlackJson.Wire.CheckedMessage));
        }
        foreach (var (what, form) in CardSamples.Forms)
        {
            var view = SlackViews.Render(form, new ViewOrigin("C0000000", null, null, null));
            yield return (what, "view", JsonSerializer.Serialize(view, SlackJson.Wire.SlackView));
        }
        var home = new SlackHome(SlackBlocks.Render(CardSamples.Cards.First().Value).Blocks);
        yield return ("a Home page", "view", JsonSerializer.Serialize(home, SlackJson.Wire.SlackHome));
    }
}
