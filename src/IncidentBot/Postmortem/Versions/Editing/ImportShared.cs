using System.Text;
using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;

namespace IncidentBot.Postmortem.Versions.Editing;

/// <summary>Takes a draft that somebody shares as a file with a message that mentions the bot.</summary>
internal sealed class ImportShared(ImportDraft import, ChatPlatforms platforms)
{
    // More than any draft has.
    private const int MostBytes = 10 << 20;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Takes the first text file of the message.</summary>
    public async Task<Happened> HandleAsync(Call call, CancellationToken cancellationToken)
    {
        if ((call.By as CommandTyped)?.Files.FirstOrDefault(IsText) is not { } file)
            return Happened.Refused(
                $"Nothing was changed: there is no Markdown file. Attach the edited file to a message in the channel of {call.Incident.Id} "
                    + $"that says {CommandGrammar.Mentioned("postmortem import")}.");

        var reading = await platforms.Of(call.Work.Platform).ReadFileAsync(call.Work.Workspace, file, MostBytes, cancellationToken);
        return reading switch
        {
            FileRead read when TextOf(read.Content) is { } text =>
                await import.HandleAsync(new ImportDraftCommand(text, Version: null), call, cancellationToken),
            FileRead => Happened.Refused($"Nothing was changed: {file.Name} isn't UTF-8 text. Save it as UTF-8, then share it again."),
            FileTooLarge => Happened.Refused($"Nothing was changed: {file.Name} is larger than 10 MiB. Link long logs, don't paste them."),
            FileNotRead failed => Happened.Refused(
                $"Nothing was changed: {file.Name} could not be read, because {failed.Problem}. Run "
                    + $"{new CodeSpan($"postmortem import {call.Incident.Id} FILE")} on the bot's host instead."),
            _ => Happened.Nothing,
        };
    }

    private static bool IsText(ChatFile file) =>
        file.MediaType.StartsWith("text/", StringComparison.Ordinal)
        || Path.GetExtension(file.Name).ToLowerInvariant() is ".md" or ".markdown" or ".txt";

    private static string? TextOf(byte[] content)
    {
        try
        {
            return Strict.GetString(content);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
