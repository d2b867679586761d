"""What the newspapers of the tests print: one event told by two of them, and another event."""

FERRY = "Ferry runs aground off Sarnmouth"
FERRY_TEXT = (
    "The ferry Anneke ran aground on a sandbank off Sarnmouth on Wednesday evening with 214 "
    "passengers on board, the coastguard said.",
    "Four people were taken to hospital with light injuries. The captain, Jelle Brandsma, said "
    "the rudder had failed minutes before.",
    "Tugs will try to pull the ship free at high water on Friday morning.",
)
FERRY_CORRECTED = (
    FERRY_TEXT[0],
    "Six people were taken to hospital with light injuries. The captain, Jelle Brandsma, said "
    "the rudder had failed minutes before.",
    FERRY_TEXT[2],
)
FERRY_OTHER = "Passengers spend the night on the stranded Anneke"
FERRY_OTHER_TEXT = (
    "More than two hundred people spent the night on the ferry Anneke, which lies on a sandbank "
    "off Sarnmouth since Wednesday evening.",
    "Nine people were taken to hospital, said Marit Oosting, who speaks for the hospital in "
    "Sarnmouth. The captain, Jelle Brandsma, blamed the rudder.",
    "The ferry Anneke had run aground with 260 passengers on board. Tugs are to pull her free.",
)
BRIDGE = "Council closes the old bridge at Dunmere"
BRIDGE_TEXT = (
    "The council of Dunmere has closed the old stone bridge to lorries after a survey found "
    "cracks in two of its five arches.",
    "Repairs will cost 3.2 million pounds and take until the autumn, the council said on Thursday.",
)
