using IncidentBot.Chat;
using IncidentBot.Slack.Rendering;
using IncidentBot.Slack.WebApi;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Slack.Receiving;

/// <summary>Opens a form while its trigger lives: 3 s, and once (https://docs.slack.dev/reference/methods/views.open).</summary>
internal sealed class FormOpener(SlackApi api, ILogger<FormOpener> log)
{
    /// <summary>Opens a form.</summary>
    /// <returns>Null when it is open, else what to tell the person.</returns>
    public async Task<string?> OpenAsync(string? triggerId, Form form, ViewOrigin origin, Deadline deadline, CancellationToken cancellationToken)
    {
        if (triggerId is null) return "Slack sent no trigger, so the form cannot open. Try again.";
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(deadline.ForSlack);
        try
        {
            await api.OpenViewAsync(triggerId, SlackViews.Render(form, origin), patience.Token);
            return null;
        }
        catch (SlackException refused)
        {
            log.ViewNotOpened(form.Id, refused.Error.Code);
            return Regret(refused.Error.Code);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            log.ViewNotOpened(form.Id, "timeout");
            return Regret("timeout");
        }
    }

    private static string Regret(string code) => $"Slack did not open the form ({code}). Try again, or type the command with its text.";
}
