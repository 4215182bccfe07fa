using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentBot.Simulator.Wire;
using IncidentBot.Simulator.Workspace;

namespace IncidentBot.Simulator.Control;

/// <summary>Keeps the workspace in a file, so that channels and messages are there again after a restart.</summary>
internal sealed class WorkspaceKeeper(string path, SlackWorkspace workspace, StateRoutes state, RestoreRoute restore) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Puts back what the file holds.</summary>
    public void PutBack()
    {
        if (!File.Exists(path)) return;
        try
        {
            if (JsonNode.Parse(File.ReadAllBytes(path)) is not JsonObject kept) throw new JsonException("It is no JSON object.");
            lock (workspace.Gate) restore.Restore(new ControlRequest(kept));
            workspace.RestoredAt = workspace.Now;
        }
        catch (Exception unreadable) when (unreadable is JsonException or MalformedRequest or InvalidOperationException)
        {
            File.Move(path, path + ".unreadable", overwrite: true);
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        Write();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var (changes, _) = workspace.Live.Listen();
        try
        {
            while (await changes.Reader.WaitToReadAsync(stoppingToken))
            {
                // One write for all that changes in a moment.
                await Task.Delay(Pause, TimeProvider.System, stoppingToken);
                while (changes.Reader.TryRead(out _)) continue;
                Write();
            }
        }
        finally
        {
            workspace.Live.Leave(changes);
        }
    }

    private void Write()
    {
        // The folder is the app's; before it makes it, there is nothing worth keeping.
        if (!Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(path)))) return;
        byte[] bytes;
        lock (workspace.Gate) bytes = JsonSerializer.SerializeToUtf8Bytes(state.Snapshot(), WireJson.Writing);
        var unfinished = path + ".new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(unfinished, options)) file.Write(bytes);
        File.Move(unfinished, path, overwrite: true);
    }
}
