using IncidentBot.Chat;
using IncidentBot.Slack.Rendering;
using IncidentBot.Slack.Sending;
using IncidentBot.Slack.WebApi;
using IncidentBot.Slack.Wire;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Slack.Receiving;

/// <summary>
/// Opens a form with its trigger, which works once and within 3 s (https://docs.slack.dev/reference/methods/views.open). If something
/// must be read first, it opens a loading view and fills it later (https://docs.slack.dev/reference/methods/views.update).
/// </summary>
internal sealed class FormOpener : IHostedService, IDisposable
{
    private static readonly TimeSpan ReadingTime = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan FillingTime = TimeSpan.FromSeconds(5);
    private readonly SlackApi api;
    private readonly ILogger<FormOpener> log;
    private readonly CancellationTokenSource ending = new();
    private readonly List<Task> underWay = [];
    private bool isDisposed;

    /// <summary>Opens forms with these services.</summary>
    public FormOpener(SlackApi api, ILogger<FormOpener> log) => (this.api, this.log, Ending) = (api, log, ending.Token);

    /// <summary>
    /// Cancelled when the process stops, for reading that outlives its request. Valid after that too: whoever comes late finds it
    /// cancelled.
    /// </summary>
    public CancellationToken Ending { get; }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Cancels what is still being read and waits for it, because the services it uses are about to be disposed.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await ending.CancelAsync();
        Task all;
        lock (underWay) all = Task.WhenAll(underWay);
        await all.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Makes the shutdown wait for a task that reads until <see cref="Ending"/>, even if its request is over.</summary>
    public TTask WaitFor<TTask>(TTask reading)
        where TTask : Task
    {
        lock (underWay)
        {
            underWay.RemoveAll(task => task.IsCompleted);
            underWay.Add(reading);
        }

        return reading;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // The container knows it by two names, and disposes it for each.
        if (isDisposed) return;
        isDisposed = true;
        ending.Cancel();
        ending.Dispose();
    }

    /// <summary>Opens a form.</summary>
    /// <returns>Null if it opened; otherwise what to tell the person.</returns>
    public async Task<string?> OpenAsync(
        string? triggerId, Form form, ViewOrigin origin, Deadline deadline, CancellationToken cancellationToken) =>
        (await OpenViewAsync(triggerId, form.Id, SlackViews.Render(form, origin), deadline, cancellationToken)).Regret;

    /// <summary>Opens a loading view and fills it; if reading takes longer than Slack waits, it continues after the answer.</summary>
    /// <param name="triggerId">The trigger from the request; null if there was none.</param>
    /// <param name="load">Reads the form.</param>
    /// <param name="origin">Where the person asked for it.</param>
    /// <param name="deadline">The deadline of the request.</param>
    /// <param name="sayAsync">Tells the person privately, if the view cannot.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>Null if the view is open; otherwise what to tell the person.</returns>
    public async Task<string?> LoadAsync(
        string? triggerId, LoadIt load, ViewOrigin origin, Deadline deadline, Func<string, CancellationToken, Task> sayAsync,
        CancellationToken cancellationToken)
    {
        var (regret, opened) = await OpenViewAsync(
            triggerId, SlackViews.WaitingId, SlackViews.Waiting(load.Title), deadline, cancellationToken);
        if (regret is not null) return regret;
        var filling = WaitFor(FillAsync(opened, load, origin, sayAsync));
        try
        {
            await filling.WaitAsync(deadline.ForSlack, cancellationToken);
        }
        catch (TimeoutException)
        {
            log.FilledLater(load.Title);
        }

        return null;
    }

    private async Task<(string? Regret, OpenedView? View)> OpenViewAsync(
        string? triggerId, string form, SlackView view, Deadline deadline, CancellationToken cancellationToken)
    {
        if (triggerId is null) return ("Slack sent no trigger, so the form cannot open. Try again.", null);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(deadline.ForSlack);
        try
        {
            return (null, (await api.OpenViewAsync(triggerId, view, patience.Token)).View);
        }
        catch (SlackException refused)
        {
            log.ViewNotOpened(form, refused.Error.Code);
            return (NotOpened(refused.Error.Code), null);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            log.ViewNotOpened(form, "timeout");
            return (NotOpened("timeout"), null);
        }
    }

    private async Task FillAsync(OpenedView? opened, LoadIt load, ViewOrigin origin, Func<string, CancellationToken, Task> sayAsync)
    {
        var view = await FindAsync(load, origin);
        if (await UpdateAsync(opened, view) is not { } code || Ending.IsCancellationRequested) return;
        log.ViewNotFilled(view.CallbackId, code);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Ending);
        patience.CancelAfter(FillingTime);
        try
        {
            await sayAsync(NotFilled(code), patience.Token);
        }
        catch (OperationCanceledException)
        {
            log.AnswerLost("answer", "timeout");
        }
    }

    private async Task<SlackView> FindAsync(LoadIt load, ViewOrigin origin)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Ending);
        patience.CancelAfter(ReadingTime);
        try
        {
            // An embedded store reads on the thread that asks it.
            var reading = WaitFor(Task.Run(() => load.FindAsync(patience.Token), patience.Token));
            return await reading.WaitAsync(patience.Token) switch
            {
                OpenIt open => SlackViews.Render(open.Form, origin),
                SayIt say => SlackViews.Notice(load.Title, say.Card),
                var other => throw new InvalidOperationException($"{other.GetType().Name} fills no form."),
            };
        }
        catch (Exception failure)
        {
            log.FormNotRead(failure, load.Title);
            return SlackViews.Notice(load.Title, Card.Of(SlackViews.NotRead));
        }
    }

    /// <returns>Null if it was filled; otherwise Slack's error code.</returns>
    private async Task<string?> UpdateAsync(OpenedView? opened, SlackView view)
    {
        if (opened?.Id is not { } id) return "no_view_id";
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Ending);
        patience.CancelAfter(FillingTime);
        try
        {
            await api.UpdateViewAsync(id, opened.Hash, view, patience.Token);
            return null;
        }
        catch (SlackException refused)
        {
            return refused.Error.Code;
        }
        catch (OperationCanceledException)
        {
            return "timeout";
        }
    }

    private static string NotOpened(string code) => code switch
    {
        "expired_trigger_id" =>
            $"Too late to open the form: Slack allows only 3 seconds ({code}). Nothing was changed; try again.",
        "exchanged_trigger_id" => $"Slack says that this click already opened a form ({code}). If you don't see it, press again.",
        _ => $"Slack did not open the form ({code}). Try again, or type the command with its text.",
    };

    private static string NotFilled(string code) => code switch
    {
        "not_found" => "You closed the form before it had loaded. Nothing was changed; press again when you need it.",
        "hash_conflict" =>
            "The form changed while it was loading, so I left it alone. Nothing was changed; close it and press again.",
        _ => $"Slack did not accept the content of the form ({code}). Nothing was changed; close it and press again.",
    };
}
