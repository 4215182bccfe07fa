using IncidentBot.Chat;

namespace IncidentBot.Delivery;

/// <summary>Says in words what was given up, and what a person can do about it; nothing of what people wrote.</summary>
public static class DeadLetterWords
{
    /// <summary>What it was, as the beginning of a sentence: <c>The opening of the channel of INC-7</c>.</summary>
    public static string What(DeadLetter letter) =>
        (letter.Queue == InboxStore.Queue ? OfRequest(letter.Kind) : OfAction(letter)) + About(letter.Key);

    /// <summary>What to do now: a sentence or two.</summary>
    public static string NextStep(DeadLetter letter)
    {
        var id = new DeadLetterId(letter.Queue, letter.Id);
        return letter.Error switch
        {
            Failure.ForerunnerDead =>
                "It only waited for something else that was given up. Retry that one (dead list shows it), and this follows; "
                    + $"if it is no longer wanted: dead drop {id}",
            Failure.Unknown =>
                $"Nobody knows whether it arrived. Look for it in the chat: if it is there, dead drop {id}; if it isn't, dead retry {id}",
            Failure.NeverEnded =>
                $"Look in the log for what ended the bot, and update it before you run dead retry {id}; otherwise: dead drop {id}",
            "unreadable" => $"Run the version that wrote it, then dead retry {id}; if it is no longer wanted: dead drop {id}",
            "no_platform" => $"Set up the chat that it is for, then dead retry {id}; if it is no longer wanted: dead drop {id}",
            _ when Failure.IsUnforeseen(letter.Error) =>
                $"The bot met an error that it doesn't know; its log has the details. Try dead retry {id} once; if it fails again, report "
                    + $"it and run dead drop {id}",
            _ => $"When the cause is settled: dead retry {id}. If it is no longer wanted: dead drop {id}",
        };
    }

    private static string OfRequest(string kind) => kind switch
    {
        "command" => "A command that somebody typed",
        "interaction" => "A button, shortcut or form that somebody used",
        "event" => "Something that happened in the chat, such as a reaction, a pin or an edit",
        "history" => "A message that was found when a channel was read again",
        _ when kind.StartsWith(OwnWork.Prefix, StringComparison.Ordinal) =>
            $"The bot's own work: {kind[OwnWork.Prefix.Length..].Replace('-', ' ')}",
        _ => $"A request of the kind {kind}",
    };

    private static string OfAction(DeadLetter letter) => letter.Kind switch
    {
        ChatActionNames.Answer => "A private answer to somebody",
        ChatActionNames.PostCard => "A message to be posted",
        ChatActionNames.UpdateCard => "A message to be brought up to date",
        ChatActionNames.UploadFile => "A file to be uploaded",
        ChatActionNames.SetTopic => "A channel's topic to be set",
        "OpenChannel" => "A channel to be opened",
        "Invite" => "People to be invited into a channel",
        "PinMessage" => "A message to be pinned",
        "DeletePosted" => "A message of the bot's own that something newer replaces",
        "DeleteMessage" => "A message of the bot's own to be deleted",
        "ArchiveChannel" => "A channel to be archived",
        "ShowHome" => "The bot's own page to be shown to somebody",
        var other => $"An action of the kind {other}",
    };

    // Keys begin with the incident where they are about one: INC-7/card.
    private static string About(string key) =>
        key.StartsWith("INC-", StringComparison.Ordinal) && key.IndexOf('/', StringComparison.Ordinal) is var end and > 4
            ? $", for {key[..end]}"
            : string.Empty;
}
