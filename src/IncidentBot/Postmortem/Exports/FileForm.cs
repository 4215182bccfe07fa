using IncidentBot.Incidents;

namespace IncidentBot.Postmortem.Exports;

/// <summary>The forms in which a postmortem is uploaded into a channel.</summary>
internal enum FileForm
{
    /// <summary>The draft as Markdown.</summary>
    Markdown,

    /// <summary>The draft as one page with its pictures.</summary>
    Html,

    /// <summary>The whole record for other programs.</summary>
    Json,

    /// <summary>The draft, the record and all files.</summary>
    Zip,

    /// <summary>The draft in Confluence's storage format.</summary>
    Confluence,
}

/// <summary>What the forms are called.</summary>
internal static class FileForms
{
    /// <summary>The words that people type.</summary>
    public static IReadOnlyList<string> Words { get; } = [.. Enum.GetValues<FileForm>().Select(Word)];

    /// <summary>The word for a form, in small letters; it is stored, so it never changes.</summary>
    public static string Word(FileForm form) => form switch
    {
        FileForm.Html => "html",
        FileForm.Json => "json",
        FileForm.Zip => "zip",
        FileForm.Confluence => "confluence",
        _ => "markdown",
    };

    /// <summary>The form of a word; null: it is none.</summary>
    public static FileForm? Read(string word) =>
        Enum.GetValues<FileForm>().Cast<FileForm?>().FirstOrDefault(
            form => string.Equals(Word(form!.Value), word, StringComparison.OrdinalIgnoreCase));

    /// <summary>The name of the file, such as <c>INC-7-postmortem-v2.html</c>.</summary>
    public static string FileName(IncidentId incident, PostmortemDraft draft, FileForm form) =>
        PostmortemRules.FileName(incident, draft)[..^"md".Length] + Extension(form);

    /// <summary>Whether a file of this name is of this draft, in whatever form.</summary>
    public static bool IsOf(IncidentId incident, PostmortemDraft draft, string fileName) =>
        fileName.StartsWith(PostmortemRules.FileName(incident, draft)[..^"md".Length], StringComparison.Ordinal);

    /// <summary>What the file is, behind "as".</summary>
    public static string Said(FileForm form) => form switch
    {
        FileForm.Html => "a page that stands alone, with its pictures",
        FileForm.Json => "JSON, with the whole record",
        FileForm.Zip => "a zip with the record and its files",
        FileForm.Confluence => "Confluence's storage format",
        _ => "Markdown",
    };

    private static string Extension(FileForm form) => form switch
    {
        FileForm.Markdown => "md",
        FileForm.Confluence => "confluence.xml",
        _ => Word(form),
    };
}
