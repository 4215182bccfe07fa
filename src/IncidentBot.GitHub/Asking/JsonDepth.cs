namespace IncidentBot.GitHub.Asking;

/// <summary>Tells how deep JSON nests without reading it, whether it is right or broken.</summary>
internal static class JsonDepth
{
    /// <summary>Whether more lists and objects than this stand within each other anywhere.</summary>
    /// <param name="most">So many are well.</param>
    /// <param name="json">The text, in UTF-8.</param>
    public static bool IsAbove(int most, ReadOnlySpan<byte> json)
    {
        var (depth, isText) = (0, false);
        for (var i = 0; i < json.Length; i++)
        {
            switch (json[i])
            {
                case (byte)'\\' when isText:
                    i++;
                    break;
                case (byte)'"':
                    isText = !isText;
                    break;
                case (byte)'[' or (byte)'{' when !isText:
                    if (++depth > most)
                        return true;
                    break;
                case (byte)']' or (byte)'}' when !isText:
                    depth--;
                    break;
                default:
                    break;
            }
        }

        return false;
    }
}
