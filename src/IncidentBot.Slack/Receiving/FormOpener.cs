using IncidentBot.Chat;
using IncidentBot.Slack.Rendering;
using IncidentBot.Slack.Sending;
using IncidentBot.Slack.WebApi;
using IncidentBot.Slack.Wire;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Slack.Receiving;

/// <summary>
/// Opens a form while its trigger lives: 3 s, and once (https://docs.slack.dev/reference/methods/views.open). Where something has to be
/// read first, a view that says so opens, and is filled by its id and hash (https://docs.slack.dev/reference/methods/views.update).
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

    /// <summary>Opens forms by these.</summary>
    public FormOpener(SlackApi api, ILogger<FormOpener> log) => (this.api, this.log, Ending) = (api, log, ending.Token);

    /// <summary>
    /// Ends what is still being read when the process ends; a request is over earlier. Also good after that: what comes late finds it
    /// cancelled.
    /// </summary>
    public CancellationToken Ending { get; }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Ends what is still being read, and waits for it: what it reads with is gone soon.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await ending.CancelAsync();
        Task all;
        lock (underWay) all = Task.WhenAll(underWay);
        await all.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Makes shutdown wait for a read until <see cref="Ending"/>, even when its request no longer does.</summary>
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
    /// <returns>Null when it is open, else what to tell the person.</returns>
    public async Task<string?> OpenAsync(
        string? triggerId, Form form, ViewOrigin origin, Deadline deadline, CancellationToken cancellationToken) =>
        (await OpenViewAsync(triggerId, form.Id, SlackViews.Render(form, origin), deadline, cancellationToken)).Regret;

    /// <summary>Opens a view that says to wait, and fills it; what takes longer than Slack waits goes on after the answer.</summary>
    /// <param name="triggerId">What came with the request; null: nothing.</param>
    /// <param name="load">What is to be found.</param>
    /// <param name="origin">Where it was asked for.</param>
    /// <param name="deadline">Of the request.</param>
    /// <param name="sayAsync">Tells the person privately, where the view cannot.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>Null when the view is open, else what to tell the person.</returns>
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

    /// <returns>Null when it is filled, else Slack's word for why not.</returns>
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
            $"The form came too late: Slack lets it open only within 3 seconds ({code}). Nothing was changed; try again.",
        "exchanged_trigger_id" => $"Slack says that this press has opened a form already ({code}). If you see none, press again.",
        _ => $"Slack did not open the form ({code}). Try again, or type the command with its text.",
    };

    private static string NotFilled(string code) => code switch
    {
        "not_found" => "You closed the form before it was filled. Nothing was changed; press again when you need it.",
        "hash_conflict" =>
            "The form has changed while it was being filled, so I left it alone. Nothing was changed; close it and press again.",
        _ => $"Slack did not take what belongs into the form ({code}). Nothing was changed; close it and press again.",
    };
}
