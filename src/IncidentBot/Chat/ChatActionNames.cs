namespace IncidentBot.Chat;

/// <summary>The stored names of the kinds of actions; a class may be renamed, its name here never changes.</summary>
internal static class ChatActionNames
{
    /// <summary>A private answer.</summary>
    public const string Answer = "Answer";

    /// <summary>A new card.</summary>
    public const string PostCard = "PostCard";

    /// <summary>A card's newest state.</summary>
    public const string UpdateCard = "UpdateCard";

    /// <summary>A file.</summary>
    public const string UploadFile = "UploadFile";

    /// <summary>A channel's topic.</summary>
    public const string SetTopic = "SetTopic";

    private static readonly Dictionary<Type, string> Names = new()
    {
        [typeof(OpenChannel)] = "OpenChannel",
        [typeof(Chat.SetTopic)] = SetTopic,
        [typeof(Invite)] = "Invite",
        [typeof(Chat.PostCard)] = PostCard,
        [typeof(Chat.UpdateCard)] = UpdateCard,
        [typeof(PinMessage)] = "PinMessage",
        [typeof(DeleteMessage)] = "DeleteMessage",
        [typeof(DeletePosted)] = "DeletePosted",
        [typeof(Chat.Answer)] = Answer,
        [typeof(Chat.UploadFile)] = UploadFile,
        [typeof(ArchiveChannel)] = "ArchiveChannel",
        [typeof(ShowHome)] = "ShowHome",
    };

    /// <summary>The name under which an action is stored and counted.</summary>
    public static string Of(ChatAction action) => Names[action.GetType()];
}
