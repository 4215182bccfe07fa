namespace IncidentBot.Postmortem.Templates;

/// <summary>The templates by which an organisation's drafts are written.</summary>
/// <param name="Full">For drafts that have all sections.</param>
/// <param name="Light">For those of an incident from which little is to be learnt.</param>
internal sealed record DraftTemplates(DraftTemplate Full, DraftTemplate Light)
{
    /// <summary>Those that come with the program.</summary>
    public static DraftTemplates Usual { get; } = new(
        DraftTemplate.Known(UsualTemplate.Read(PostmortemTemplate.Full)),
        DraftTemplate.Known(UsualTemplate.Read(PostmortemTemplate.Light)));

    /// <summary>What the titles of their sections stand for.</summary>
    public SectionRoles Roles { get; } = new(Full, Light);

    /// <summary>The template of a draft.</summary>
    public DraftTemplate Of(PostmortemTemplate kind) => kind == PostmortemTemplate.Light ? Light : Full;
}

/// <summary>The templates that come with the program, which are also what others begin with.</summary>
public static class UsualTemplate
{
    /// <summary>The text of one.</summary>
    public static string Read(PostmortemTemplate kind)
    {
        var name = kind == PostmortemTemplate.Light ? "light" : "full";
        using var stream = typeof(UsualTemplate).Assembly.GetManifestResourceStream($"IncidentBot.Postmortem.Templates.{name}.hbs")
            ?? throw new InvalidOperationException($"The template {name}.hbs is missing from the program.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
