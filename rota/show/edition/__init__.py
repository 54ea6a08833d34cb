"""An edition: a month's rota as one audience may see it, in plain values, from which every format is made.

What the audience may not see is not in it, so no format can let it out. Every text is ``safe`` already: nothing in it
controls or deceives; what means something in a format of its own (markup, formulas) is for that format to escape.
Minutes of a day count from midnight, lengths of time are in minutes.
"""
